namespace CreatorFlow.Ingest.Payloads;

/// <summary>Remembers the first field that could not be read, so that a translator is a straight line and asks once, at its end.</summary>
internal sealed class PayloadProblems
{
    public string? First { get; private set; }

    public void Add(string path, string what) => First ??= $"`{path}` {what}";
}
