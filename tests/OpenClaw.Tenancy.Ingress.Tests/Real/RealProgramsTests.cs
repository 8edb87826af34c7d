using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Where one of the real programs is missing, its tests are skipped and say which.</summary>
public sealed class RealProgramsTests : IDisposable
{
    private static readonly string[] All = ["node/bin/node", "openclaw/openclaw.mjs", "@openclaw/gateway-client/dist/index.mjs"];

    private readonly string _home = Scratch.NewFolder("real-programs-");

    [Fact]
    public void Whole_home_lacks_nothing()
    {
        Install(All);
        Assert.Empty(RealPrograms.Missing(_home));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_program_that_is_missing_is_named(int missing)
    {
        Install([.. All.Where((_, i) => i != missing)]);

        Assert.Equal([All[missing]], RealPrograms.Missing(_home));
        Assert.EndsWith($"have no {All[missing]}.", RealPrograms.WhyAbsent(_home), StringComparison.Ordinal);
    }

    [Fact]
    public void Home_that_nobody_named_is_said() => Assert.Contains(RealPrograms.Variable, RealPrograms.WhyAbsent(null), StringComparison.Ordinal);

    public void Dispose() => System.IO.Directory.Delete(_home, recursive: true);

    private void Install(string[] programs)
    {
        foreach (string program in programs)
        {
            string path = Path.Combine(_home, "node_modules", program);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Empty);
        }
    }
}
