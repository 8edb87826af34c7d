namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Mounts that a test makes, undone in turn at its end. Made after the world, so that they are gone when it deletes what it has.</summary>
internal sealed class Mounts : IDisposable
{
    private readonly Stack<string> _made = [];

    internal void Bind(string from, string to) => Make(to, Mount.TryBind(from, Ready(from, to)));

    internal void Memory(string to) => Make(to, Mount.TryMemory(Ready(null, to)));

    public void Dispose()
    {
        while (_made.TryPop(out string? path))
        {
            Mount.Undo(path);
        }
    }

    private void Make(string path, bool made)
    {
        Assert.SkipUnless(made, "This machine lets the tests mount nothing.");
        _made.Push(path);
    }

    private static string Ready(string? from, string to)
    {
        if (from is null || !File.Exists(from))
        {
            System.IO.Directory.CreateDirectory(to);
        }

        return to;
    }
}
