namespace OpenClaw.Tenancy.Tokens.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = System.IO.Directory.CreateTempSubdirectory("tokens-").FullName;

    internal string File(string name) => Path.Combine(_path, name);

    internal string[] Names() => [.. System.IO.Directory.GetFiles(_path).Select(p => Path.GetFileName(p)).Order()];

    public void Dispose() => System.IO.Directory.Delete(_path, recursive: true);
}
