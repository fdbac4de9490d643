using System.Buffers;
using System.IO.Pipelines;

namespace CreatorFlow.Ingest.Webhooks;

/// <summary>Reads a body as it was sent, byte for byte.</summary>
internal static class RawBody
{
    /// <returns>Null when the body is larger than the limit, whether it says so beforehand or not.</returns>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int limitBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > limitBytes) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            if (read.Buffer.Length > limitBytes) return Leave(request.BodyReader, read);
            if (read.IsCompleted) return Take(request.BodyReader, read);
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static byte[] Take(PipeReader reader, ReadResult read)
    {
        var body = read.Buffer.ToArray();
        reader.AdvanceTo(read.Buffer.End);
        return body;
    }

    private static byte[]? Leave(PipeReader reader, ReadResult read)
    {
        reader.AdvanceTo(read.Buffer.End);
        return null;
    }
}
