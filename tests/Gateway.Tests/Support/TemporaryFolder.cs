using OpenClaw.Tenancy.TestKit;

namespace Gateway.Tests.Support;

public sealed class TemporaryFolder : IDisposable
{
    private const int Tries = 200;

    public string Path { get; } = System.IO.Path.Combine(Scratch.Top, $"gateway-tests-{Guid.NewGuid():n}");

    /// <summary>Deletes it. A run that was interrupted may still write its last row while its host is already gone: it is waited for.</summary>
    public void Dispose()
    {
        for (int i = 1; Directory.Exists(Path); i++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (i < Tries)
            {
                Thread.Sleep(25);
            }
        }
    }
}
