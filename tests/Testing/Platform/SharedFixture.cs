using Xunit;

namespace CreatorFlow.Testing.Platform;

/// <summary>
/// One fixture for all classes that ask for it, which run beside each other all the same: begun by the first that holds it,
/// ended with the last. For fixtures whose tests keep to creators of their own.
/// </summary>
/// <remarks><see cref="NeighboursTogether"/> lets those classes follow each other, so that it is seldom begun again.</remarks>
public sealed class SharedFixture<T> : IAsyncLifetime
    where T : class, IAsyncLifetime, new()
{
    private static readonly SemaphoreSlim Door = new(1);
    private static T? held;
    private static int holders;

    public T Value { get; private set; } = null!;

    public Task InitializeAsync() => AloneAsync(async () =>
    {
        if (held is null)
        {
            var fixture = new T();
            await fixture.InitializeAsync();
            held = fixture;
        }
        holders++;
        Value = held;
    });

    public Task DisposeAsync() => AloneAsync(async () =>
    {
        if (Value is null || --holders > 0) return;
        held = null;
        await Value.DisposeAsync();
    });

    private static async Task AloneAsync(Func<Task> work)
    {
        await Door.WaitAsync();
        try
        {
            await work();
        }
        finally
        {
            Door.Release();
        }
    }
}
