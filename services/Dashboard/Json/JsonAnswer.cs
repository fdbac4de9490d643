using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CreatorFlow.Dashboard.Json;

/// <summary>An answer written straight as JSON, with an entity tag where it has a version.</summary>
internal sealed class JsonAnswer(Action<Utf8JsonWriter> write, long? version = null) : IResult
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // answered as application/json with nosniff, never as a page

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (version is not null)
        {
            var tag = EntityTag.Of(version.Value);
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, no-cache";
            if (EntityTag.IsKnown(httpContext.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        var bytes = ToBytes(write);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    public static ReadOnlyMemory<byte> ToBytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
