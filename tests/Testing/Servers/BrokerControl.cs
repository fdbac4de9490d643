using System.Diagnostics;
using CreatorFlow.AppHost.Servers;

namespace CreatorFlow.Testing.Servers;

/// <summary>What an operator says to a node that runs.</summary>
public static class BrokerControl
{
    /// <summary>Runs <c>rabbitmqctl</c>.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static async Task ControlAsync(this RabbitMqServer node, params string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(node);
        var start = new ProcessStartInfo(Path.Combine(Path.GetDirectoryName(ServerPrograms.Find().RabbitMqServer!)!, "rabbitmqctl"), arguments);
        foreach (var variable in File.ReadAllText($"/proc/{node.Process!.Pid}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries))
            if (variable.Split('=', 2) is [var name, var value] && name != "RABBITMQ_DIST_PORT") start.Environment[name] = value; // the port is the node's own
        await ProgramOutput.ReadAsync(start);
    }
}
