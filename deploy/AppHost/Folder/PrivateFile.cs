using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CreatorFlow.AppHost.Folder;

/// <summary>JSON files with secrets in them: mode 600, replaced as a whole or not at all. Thread-safe; of writers at once one is the last.</summary>
public static class PrivateFile
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Secrets in base64 are to be read and copied as they are; the file is never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static int _written;

    public static T? Read<T>(string path)
        where T : class =>
        File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), _json) : null;

    public static void Write<T>(string path, T content)
    {
        var beside = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _written)}.new";
        using (var file = new FileStream(beside, Private))
        {
            JsonSerializer.Serialize(file, content, _json);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    public static void WriteText(string path, string content)
    {
        using var file = new FileStream(path, Private);
        file.Write(System.Text.Encoding.UTF8.GetBytes(content));
    }

    private static FileStreamOptions Private => new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };
}
