using OpenClaw.Tenancy.Samples.Gateway.Demo;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>Starts a host of its own and plays attacks against it over HTTP.</summary>
internal static class DemoCommand
{
    internal static async Task<int> RunAsync(string? environment, TextWriter output, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"openclaw-gateway-demo-{Guid.NewGuid():n}");
        try
        {
            await using DemoWorld world = await DemoWorld.StartAsync(folder, environment, cancellationToken);
            int wrong = await DemoTable.PlayAsync(world, DemoCases.All, output);
            return wrong == 0 ? ExitCode.Done : ExitCode.No;
        }
        finally
        {
            if (System.IO.Directory.Exists(folder))
            {
                System.IO.Directory.Delete(folder, recursive: true);
            }
        }
    }
}
