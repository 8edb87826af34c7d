using Gateway.Tests.Support;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Commands;

public sealed class DevelopmentRingTests
{
    [Fact]
    public void All_who_open_a_new_folder_at_once_get_one_ring()
    {
        using var folder = new TemporaryFolder();
        for (int round = 0; round < 20; round++)
        {
            string path = Path.Combine(folder.Path, $"{round}");
            using var start = new Barrier(4);
            string[] keys = [.. Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).WithExecutionMode(ParallelExecutionMode.ForceParallelism).Select(_ =>
            {
                start.SignalAndWait(TimeSpan.FromSeconds(1));
                return DevelopmentWorld.OpenRing(path).Active.KeyId;
            })];
            Assert.Single(keys.Distinct());
        }
    }
}
