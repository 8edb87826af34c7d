using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Sample;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>The sample before real gateways, with its example configurations: the lines that it prints are run as they stand by OpenClaw's own program, and what stands in them is what OpenClaw's own client needs.</summary>
[Collection(RealCollection.Name)]
public sealed class RealSampleTests(RealCells cells, SharedWorld world) : IDisposable
{
    private static readonly string[] Tenants = ["acme", "globex"];

    private readonly string _home = Scratch.NewFolder("sample-caller-");

    [Fact]
    public async Task Lines_before_two_cells_call_each_tenants_own()
    {
        RealPrograms.SkipWhereAbsent();
        using ExampleConfig config = ExampleConfig.Cells(cells.A.Address, cells.B.Address);
        await using SampleProgram sample = await SampleProgram.StartAsync(config.File, ("ACME_GATEWAY_TOKEN", cells.A.Token), ("GLOBEX_GATEWAY_TOKEN", cells.B.Token));
        await CallAsync(sample, "cells");
    }

    [Fact]
    public async Task Lines_before_a_shared_gateway_call_each_tenants_own()
    {
        RealPrograms.SkipWhereAbsent();
        using ExampleConfig config = ExampleConfig.Shared(world.Shared.Gateway.Address);
        await using SampleProgram sample = await SampleProgram.StartAsync(config.File, ("SHARED_GATEWAY_TOKEN", world.Shared.Gateway.Token));
        await CallAsync(sample, "shared");
    }

    public void Dispose() => System.IO.Directory.Delete(_home, recursive: true);

    private async Task CallAsync(SampleProgram sample, string form)
    {
        foreach (string tenant in Tenants)
        {
            await RealShell.RunAsync(_home, sample.Of(tenant).With("sessions.create", $$"""{"key":"agent:main:line-{{form}}-{{tenant}}"}"""));
        }

        for (int i = 0; i < Tenants.Length; i++)
        {
            string listed = await RealShell.RunAsync(_home, sample.Of(Tenants[i]).Command);
            Assert.Contains($"\"agent:main:line-{form}-{Tenants[i]}\"", listed, StringComparison.Ordinal);
            Assert.DoesNotContain($"line-{form}-{Tenants[1 - i]}", listed, StringComparison.Ordinal);
        }

        JsonElement[] seen = await Task.WhenAll(Tenants.Select(t => OfficialClient.RunAsync(sample.Of(t).Address, sample.Of(t).Token, $"canary-{t}-sample-{form}")));
        for (int i = 0; i < Tenants.Length; i++)
        {
            string canary = $"canary-{Tenants[i]}-sample-{form}";
            Assert.Equal("final", seen[i].GetProperty("final").GetProperty("state").GetString());
            Assert.Contains(canary, seen[i].GetProperty("history").GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain($"{Tenants[1 - i]}-sample-{form}", seen[i].GetRawText(), StringComparison.Ordinal);
        }
    }
}
