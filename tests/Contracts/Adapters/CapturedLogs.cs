using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CreatorFlow.Tests.Contracts.Adapters;

/// <summary>Every line that was logged, with scopes and exceptions, as a sink would write it. Thread-safe.</summary>
internal sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // Outlives the services that log to it.
    }

    private sealed class Logger(CapturedLogs all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            all.lines.Enqueue($"{category} {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            all.lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
