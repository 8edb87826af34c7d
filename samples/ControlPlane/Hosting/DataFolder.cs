using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>The folder of everything that outlives the process.</summary>
internal sealed class DataFolder(string path)
{
    private readonly string _path = Path.GetFullPath(path);

    internal string Of(string name) => Path.Combine(_path, name);

    internal void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(_path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The keys of one issuer, made where there are none.</summary>
    internal TokenKeyRing OpenRing(string name) => TokenKeyRing.LoadOrCreate(Of(name), TokenKeyRing.CreateEs256);
}
