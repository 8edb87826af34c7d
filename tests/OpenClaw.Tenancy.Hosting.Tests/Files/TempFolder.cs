namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>A folder of a test's own.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("lines-").FullName;

    /// <summary>The lines of a file, also while another writes it.</summary>
    public static string[] Lines(string path) => Text(path).Split('\n')[..^1];

    public static string Text(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}
