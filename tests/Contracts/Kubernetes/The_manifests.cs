using System.Globalization;
using CreatorFlow.Hosting.Stopping;
using CreatorFlow.Tests.Contracts.Documentation.Settings;

namespace CreatorFlow.Tests.Contracts.Kubernetes;

/// <summary>What every manifest of deploy/kubernetes has to hold; that they are of Kubernetes' schema is not looked at here.</summary>
public sealed class The_manifests
{
    /// <summary>Of .NET itself.</summary>
    private const string OfTheRuntime = "DOTNET_EnableDiagnostics";

    private static readonly List<Manifest> Services = [.. Manifest.Of("Deployment").Where(m => m.Folder.EndsWith("/base", StringComparison.Ordinal) && m.Name != "every")];
    private static readonly Manifest Every = Manifest.Of("Deployment").Single(m => m.Name == "every");

    public static TheoryData<string> ServiceNames => [.. Services.Select(s => s.Name)];

    [Fact]
    public void Are_of_the_five_services() => Assert.Equal(["adapters", "dashboard", "gateway", "ingest", "projection"], Services.Select(s => s.Name));

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void Give_each_service_resources_a_spread_a_budget_and_its_own_network_policy(string name)
    {
        var service = Services.Single(s => s.Name == name);
        var container = Assert.Single(service.Containers);
        Assert.Equal("service", container.Text("name"));
        Assert.All(new[] { "cpu", "memory" }, resource => Assert.NotEmpty(container.Text("resources", "requests", resource)));
        Assert.NotEmpty(container.Text("resources", "limits", "memory"));
        Assert.All(service.Pod.List("topologySpreadConstraints"), spread => Assert.Equal(name, spread.Text("labelSelector", "matchLabels", "app.kubernetes.io/name")));
        Assert.Equal(2, service.Pod.List("topologySpreadConstraints").Count());
        Assert.Equal(name, Manifest.Of("PodDisruptionBudget").Single(b => b.Name == name).Text("spec", "selector", "matchLabels", "app.kubernetes.io/name"));
        Assert.Equal(name, Manifest.Of("NetworkPolicy").Single(b => b.Name == name).Text("spec", "podSelector", "matchLabels", "app.kubernetes.io/name"));
    }

    [Fact]
    public void Ask_every_service_for_its_health_and_let_it_end_in_peace()
    {
        var container = Assert.Single(Every.Containers);
        Assert.Equal("/health/live", container.Text("startupProbe", "httpGet", "path"));
        Assert.Equal("/health/live", container.Text("livenessProbe", "httpGet", "path"));
        Assert.Equal("/health/ready", container.Text("readinessProbe", "httpGet", "path"));
        Assert.Equal("0", Every.Text("spec", "strategy", "rollingUpdate", "maxUnavailable"));
        var drain = Manifest.All.SelectMany(m => m.Parts()).SelectMany(part => part.Texts("literals")).Single(literal => literal.StartsWith("Stopping__Drain=", StringComparison.Ordinal)).Split('=')[1];
        Assert.InRange(TimeSpan.Parse(drain, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
        Assert.InRange(TimeSpan.Parse(drain, CultureInfo.InvariantCulture) + StoppingOptions.Ending, TimeSpan.Zero, TimeSpan.FromSeconds(int.Parse(Every.Pod.Text("terminationGracePeriodSeconds"), CultureInfo.InvariantCulture) - 5));
    }

    [Fact]
    public void Confine_every_container()
    {
        foreach (var maker in Manifest.Of("Job", "StatefulSet").Append(Every))
        {
            Assert.Equal("true", maker.Pod.Text("securityContext", "runAsNonRoot"));
            Assert.Equal("RuntimeDefault", maker.Pod.Text("securityContext", "seccompProfile", "type"));
            Assert.Equal("false", maker.Pod.Text("automountServiceAccountToken"));
            Assert.All(maker.Containers, container =>
            {
                Assert.Equal("false", container.Text("securityContext", "allowPrivilegeEscalation"));
                Assert.Equal("true", container.Text("securityContext", "readOnlyRootFilesystem"));
                Assert.Equal(["ALL"], container.At("securityContext", "capabilities").Texts("drop"));
            });
        }
    }

    [Fact]
    public void Let_outside_traffic_in_to_the_gateway_alone_and_out_from_Adapters_and_Ingest_alone()
    {
        var policies = Manifest.Of("NetworkPolicy").Where(p => p.Folder.EndsWith("/base", StringComparison.Ordinal)).ToList();
        Assert.Equal(["gateway"], policies.Where(p => p.At("spec").List("ingress").Any(rule => !rule.List("from").Any())).Select(p => p.Name));
        Assert.Equal(["adapters", "ingest"], policies.Where(p => p.Parts().Any(part => part.TextOrNone("cidr") == "0.0.0.0/0")).Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(policies.SelectMany(p => p.At("spec").List("egress")), rule => Assert.NotEmpty(rule.List("to")));
    }

    [Fact]
    public void Name_settings_that_exist()
    {
        var known = DirectSettings.All.Concat(OptionSettings.All).Select(s => s.Name).Append(OfTheRuntime).ToHashSet(StringComparer.Ordinal);
        var variables = Manifest.All.SelectMany(m => m.Parts()).SelectMany(part => part.List("env").Select(e => e.Text("name")).Concat(part.Texts("literals").Select(l => l.Split('=')[0])));
        var secrets = Manifest.All.SelectMany(m => m.Parts()).Where(part => part.TextOrNone("secretName") == "creatorflow").SelectMany(part => part.List("items")).ToList();
        Assert.Subset(known, variables.ToHashSet());
        Assert.Subset(known, secrets.Select(item => item.Text("path")).ToHashSet());
        Assert.All(secrets, item => Assert.Equal(item.Text("key"), item.Text("path")));
        Assert.Contains("Internal__Token", secrets.Select(item => item.Text("key")));
    }

    [Fact]
    public void Belong_to_a_kustomization_and_none_names_what_is_not_there()
    {
        foreach (var folder in Manifest.All.GroupBy(m => m.Folder))
        {
            var kustomization = folder.Single(m => m.Kind is "Kustomization" or "Component");
            var named = kustomization.Texts("resources").Concat(kustomization.Texts("components")).Concat(kustomization.List("patches").Select(p => p.TextOrNone("path")).OfType<string>()).ToList();
            Assert.All(named, name => Assert.True(Path.Exists(Path.Combine(folder.Key, name)), $"{folder.Key}: {name}"));
            Assert.Subset(named.ToHashSet(), folder.Select(m => Path.GetFileName(m.File)).Where(name => name != "kustomization.yaml").ToHashSet());
        }
    }
}
