using OpenClaw.Tenancy.Benchmarks.Gate;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Benchmarks.Files;

/// <summary>Opening and closing a confined file beside the same file by its plain path.</summary>
internal static class FilesGate
{
    public static void Run(GateReport report)
    {
        const int Many = 4_000;
        using var kernel = new FilesWorld(TenantDirectoryConfinement.Kernel);
        using var walk = new FilesWorld(TenantDirectoryConfinement.CheckedHandles);
        var plain = new Measured("files.openhandle-plain", Many, OpenPlain(kernel.PlainPath));
        var stream = new Measured("files.filestream-plain", Many, OpenStream(kernel.PlainPath));
        var confined = new Measured("files.open-confined-kernel", Many, OpenConfined(kernel.Root));
        var checkedWalk = new Measured("files.open-confined-checked", Many, OpenConfined(walk.Root));
        Measured.Interleave(plain, stream, confined, checkedWalk);
        foreach (Measured measured in new[] { plain, stream, confined, checkedWalk })
        {
            report.Print(measured);
        }

        report.AtMost("files.kernel-over-openhandle", confined.Nanoseconds / plain.Nanoseconds, "ratio", 2.5);
        report.AtMost("files.kernel-over-filestream", confined.Nanoseconds / stream.Nanoseconds, "ratio", 2.5);
        report.AtMost("files.checked-over-openhandle", checkedWalk.Nanoseconds / plain.Nanoseconds, "ratio", 6);
    }

    private static Action<int> OpenPlain(string path) => iterations =>
    {
        for (int i = 0; i < iterations; i++)
        {
            File.OpenHandle(path).Dispose();
        }
    };

    private static Action<int> OpenStream(string path) => iterations =>
    {
        for (int i = 0; i < iterations; i++)
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0).Dispose();
        }
    };

    private static Action<int> OpenConfined(TenantDirectoryRoot root) => iterations =>
    {
        for (int i = 0; i < iterations; i++)
        {
            root.OpenRead(FilesWorld.Path).Dispose();
        }
    };
}
