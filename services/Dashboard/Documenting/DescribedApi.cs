using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CreatorFlow.Dashboard.Documenting;

/// <summary><c>/openapi/v1.json</c>: every route under <c>/api</c>, with its parameters, answers and refusals. The page's types are made of it.</summary>
internal static class DescribedApi
{
    private const string ProblemName = "Problem";
    private const string ProblemType = "application/problem+json";
    private const string Everywhere = "request.invalid, auth.missing, auth.invalid, auth.expired, access.read_only, access.owner_only, access.ops_only, access.no_role, rate.limited, starting, database.unavailable, internal";

    public static IServiceCollection AddDescription(this IServiceCollection services) => services.AddOutputCache().AddOpenApi("v1", options =>
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("OfOf", "Of", StringComparison.Ordinal);
        options.AddSchemaTransformer((schema, _, _) => Exact(schema));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
        options.AddDocumentTransformer((document, _, _) => Head(document));
    });

    /// <summary>Anybody may read it, and it takes a while to make: it is made once.</summary>
    public static void MapDescription(this WebApplication app)
    {
        app.UseOutputCache();
        app.MapOpenApi("/openapi/{documentName}.json").CacheOutput(cache => cache.Expire(TimeSpan.FromDays(1)));
    }

    /// <summary>Numbers are written as numbers; that they may be read from text is no promise.</summary>
    private static Task Exact(OpenApiSchema schema)
    {
        if (schema.Type is { } type && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)) && type.HasFlag(JsonSchemaType.String))
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        return Task.CompletedTask;
    }

    private static Task Head(OpenApiDocument document)
    {
        document.Info = new() { Title = "CreatorFlow", Version = "v1", Description = "Stock and orders of a creator, true across every channel. Times are UTC, money is in minor units, refusals are problem details (RFC 9457) with a stable code." };
        document.Servers = [];
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemName] = ProblemShape();
        SignInPaths.Add(document);
        SyncPath.Add(document);
        RequestBodies.Loosen(document);
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key or an access token." },
            ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key" },
        };
        document.Security = [new() { [new("bearer", document)] = [] }, new() { [new("apiKey", document)] = [] }];
        return Task.CompletedTask;
    }

    private static OpenApiSchema ProblemShape()
    {
        static OpenApiSchema Text(string says) => new() { Type = JsonSchemaType.String, Description = says };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal (RFC 9457).",
            Required = new HashSet<string> { "type", "title", "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("An address that stands for the code."), ["title"] = Text("One sentence for a person."), ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["detail"] = Text("What was wrong this time."), ["code"] = Text("Stable: clients branch on it."), ["traceId"] = Text("Names the request in our records."),
            },
        };
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var said = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters = WithPath(operation.Parameters ?? [], context.Description.RelativePath ?? "");
        foreach (var taken in said.OfType<NotTaken>().SelectMany(n => n.Names)) operation.Parameters = [.. operation.Parameters?.Where(p => !string.Equals(p.Name, taken, StringComparison.OrdinalIgnoreCase)) ?? []];
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) parameter.Name = char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];
        foreach (var header in said.OfType<WantedHeader>())
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = header.Name, In = ParameterLocation.Header, Description = header.Says, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        foreach (var text in said.OfType<PlainText>()) AddText(operation, text);
        AddRefusals(operation, said.OfType<Refusal>(), context.Document!);
        if (said.OfType<KeyLess>().Any()) operation.Security = [];
        return Task.CompletedTask;
    }

    /// <summary>Ids may hold a slash: they are read from the path itself, so no handler's parameter tells of them.</summary>
    private static List<IOpenApiParameter> WithPath(IList<IOpenApiParameter> told, string path) =>
    [
        .. path.Split('/').Where(part => part is ['{', .., '}']).Select(part => part[1..^1]).Select(name => told.FirstOrDefault(p => p.In == ParameterLocation.Path && p.Name == name) ?? new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Path, Required = true, Description = "Percent-encoded, its slashes too.", Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        }),
        .. told.Where(p => p.In != ParameterLocation.Path),
    ];

    private static void AddText(OpenApiOperation operation, PlainText text)
    {
        var content = new Dictionary<string, OpenApiMediaType> { [text.Type] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
        if (text.IsBody) operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
        else (operation.Responses ??= [])["200"] = new OpenApiResponse { Description = "OK", Content = content };
    }

    private static void AddRefusals(OpenApiOperation operation, IEnumerable<Refusal> refusals, OpenApiDocument document)
    {
        var answers = operation.Responses ??= [];
        foreach (var status in refusals.GroupBy(r => r.Status).OrderBy(g => g.Key))
            answers[$"{status.Key}"] = Refused(document, [.. status.SelectMany(r => r.Codes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        answers["default"] = RefusedAnywhere(document);
    }

    public static OpenApiResponse RefusedAnywhere(OpenApiDocument document) => Refused($"Whatever route: {Everywhere}.", [], document);

    public static OpenApiResponse Refused(OpenApiDocument document, params string[] codes) => Refused($"Codes: {string.Join(", ", codes)}.", codes, document);

    private static OpenApiResponse Refused(string says, string[] codes, OpenApiDocument document) => new()
    {
        Description = says,
        Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = new() { Schema = new OpenApiSchemaReference(ProblemName, document) } },
        Extensions = codes.Length == 0 ? null : new Dictionary<string, IOpenApiExtension> { ["x-codes"] = new JsonNodeExtension(new JsonArray([.. codes.Select(c => (JsonNode)c)])) },
    };
}
