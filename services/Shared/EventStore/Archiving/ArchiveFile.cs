using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace CreatorFlow.EventStore.Archiving;

/// <summary>The files: lines in, lines out, and the proof that they are what they were.</summary>
internal sealed class ArchiveFile(string directory)
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();

    /// <summary>Path below the folder; whatever a creator's id is made of, it stays one safe name.</summary>
    public static string NameOf(ArchiveUnit unit, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{SafeName(unit.Tenant)}/{unit.Month:yyyy-MM}.{part}.jsonl.gz");

    /// <summary>Writes under a temporary name, forces it to the disk, and only then gives it its name.</summary>
    /// <returns>SHA-256 of the lines.</returns>
    public async Task<string> WriteAsync(string name, IAsyncEnumerable<string> lines, CancellationToken cancellation)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".writing";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            await using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
                await foreach (var line in lines.WithCancellation(cancellation))
                    foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(line), LineFeed])
                    {
                        hash.AppendData(bytes);
                        await gzip.WriteAsync(bytes, cancellation);
                    }
            file.Flush(flushToDisk: true);
        }
        Publish(temporary, path);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public async Task WriteManifestAsync(ArchiveManifest manifest, CancellationToken cancellation)
    {
        var path = PathOf(manifest.File) + ".json";
        await using (var file = new FileStream(path + ".writing", FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(CanonicalJson.Serialize(manifest), cancellation);
            file.Flush(flushToDisk: true);
        }
        Publish(path + ".writing", path);
    }

    /// <summary>Reads the whole file from the disk and compares it with its manifest.</summary>
    /// <exception cref="ArchiveException">It is missing, damaged, or another one.</exception>
    public async Task VerifyAsync(ArchiveManifest manifest, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = 0L;
        await foreach (var line in ReadAsync(manifest.File, cancellation))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData(LineFeed);
            lines++;
        }
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found != manifest.Sha256 || lines != manifest.Events)
            throw new ArchiveException($"{manifest.File} is not what was archived: {lines} events, SHA-256 {found}; expected {manifest.Events}, {manifest.Sha256}.");
    }

    /// <exception cref="ArchiveException">The file is missing or cannot be decompressed.</exception>
    public async IAsyncEnumerable<string> ReadAsync(string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(PathOf(name))) throw new ArchiveException($"{name} is missing in {directory}.");
        await using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read);
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        while (await LineAsync(reader, name, cancellation) is { } line) yield return line;
    }

    public void Delete(string name)
    {
        File.Delete(PathOf(name));
        File.Delete(PathOf(name) + ".json");
    }

    private static async Task<string?> LineAsync(StreamReader reader, string name, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadLineAsync(cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            throw new ArchiveException($"{name} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Flushed once more under its name: on the journaling file systems of Linux that carries the new name to the disk too.</summary>
    private static void Publish(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private string PathOf(string name) => Path.Combine(directory, name.Replace('/', Path.DirectorySeparatorChar));

    private static string SafeName(string tenant) => string.Concat(Encoding.UTF8.GetBytes(tenant).Select(b =>
        char.IsAsciiLetterLower((char)b) || char.IsAsciiDigit((char)b) || b is (byte)'-' or (byte)'_' ? ((char)b).ToString() : $"%{b:x2}"));
}
