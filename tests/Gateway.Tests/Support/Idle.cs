using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace Gateway.Tests.Support;

public static class Idle
{
    /// <summary>Waits until no run is being performed, and forgets the calls so far: a run's own clean-up comes after its answer.</summary>
    public static async Task AsyncOf(RunningGateway gateway)
    {
        RunExecutor executor = gateway.App.Services.GetRequiredService<RunExecutor>();
        for (int waited = 0; executor.Active != 0; waited++)
        {
            Assert.InRange(waited, 0, 5_000);
            await Task.Delay(1);
        }

        gateway.Calls.Take();
    }
}
