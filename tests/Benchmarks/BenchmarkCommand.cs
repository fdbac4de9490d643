namespace CreatorFlow.Benchmarks;

/// <summary>The command line.</summary>
internal static class BenchmarkCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var target = new BenchmarkTarget(
            Environment.GetEnvironmentVariable("BENCH_POSTGRES")!, Environment.GetEnvironmentVariable("BENCH_RABBITMQ")!, Environment.GetEnvironmentVariable("BENCH_REDIS")!);
        var m = await PipelineBenchmark.RunAsync(target, args.Length > 0 ? int.Parse(args[0]) : 60_000, args.Length > 1 ? int.Parse(args[1]) : 50);
        Console.WriteLine($"{m.Name}: {m.Value:0} {m.Unit} ({m.Note})");
        return 0;
    }
}
