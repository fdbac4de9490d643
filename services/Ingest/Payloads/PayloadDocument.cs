using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace CreatorFlow.Ingest.Payloads;

/// <summary>A body parsed once. Holds pooled memory: dispose it, and let no node of it live longer.</summary>
internal sealed class PayloadDocument : IDisposable
{
    private readonly JsonDocument document;

    private PayloadDocument(JsonDocument document)
    {
        this.document = document;
        Root = new(document.RootElement, new PayloadProblems(), "");
    }

    public PayloadNode Root { get; }

    /// <summary>False when the bytes are not JSON in UTF-8; <paramref name="reason"/> then says why.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out PayloadDocument? document, [NotNullWhen(false)] out string? reason)
    {
        document = null;
        reason = null;
        // Strings are decoded only when they are read: what is not UTF-8 would be found too late, and by exception.
        if (!Utf8.IsValid(body.Span)) reason = "the body is not UTF-8";
        else document = Parse(body);
        if (document is null) reason ??= "the body is not JSON";
        return document is not null;
    }

    /// <summary>Why this JSON can be neither read nor stored, or null.</summary>
    public static string? Refuse(ReadOnlySpan<byte> body) => EscapedText.Refuse(body);

    public void Dispose() => document.Dispose();

    private static PayloadDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new(JsonDocument.Parse(body));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
