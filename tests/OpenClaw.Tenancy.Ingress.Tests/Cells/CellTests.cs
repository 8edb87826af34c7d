using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Cells;

/// <summary>Each tenant has its own cell, and its trouble alone.</summary>
public sealed class CellTests
{
    [Fact]
    public async Task A_tenant_without_a_cell_is_refused()
    {
        await using TwoCells cells = await TwoCells.StartAsync();

        Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync(cells.Host, "initech"));
        Assert.Equal(["dependency_unavailable"], cells.Host.Refusals("initech"));
        Assert.Empty(cells.A.Upgrades);
        Assert.Empty(cells.B.Upgrades);
    }

    [Fact]
    public async Task Two_tenants_on_one_cell_refuse_the_start()
    {
        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(static async () => await IngressHost.StartAsync(
            static o => o.Cells["cell-a"] = new CellOptions { Address = "http://127.0.0.1:9", Auth = CellAuth.Token },
            tenants: [IngressHost.On("acme", "cell-a"), IngressHost.On("globex", "cell-a")]));

        Assert.Contains("OCT2801", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TenantStatus.Active)]
    [InlineData(TenantStatus.Suspended)]
    [InlineData(TenantStatus.Deleted)]
    public async Task A_second_tenant_on_a_cell_has_both_refused(TenantStatus status)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.Host.Directory.Add(IngressHost.On("umbrella", "cell-a"));
        if (status != TenantStatus.Active)
        {
            cells.Host.Directory.SetStatus(TenantId.From("umbrella"), status);
        }
        else
        {
            Assert.Equal(1011, (await RefusedAsync(cells.Host, "umbrella")).Status);
        }

        Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync(cells.Host, "acme"));
        Assert.Empty(cells.A.Upgrades);
        using FrameClient globex = await cells.GlobexAsync();
        Assert.True((await globex.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_cell_that_has_served_one_tenant_serves_no_other()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        (await cells.AcmeAsync()).Dispose();
        DirectoryWrite moved = await MoveAsync(cells.Host, "acme", "cell-b2");
        Assert.Null(moved.Refusal);
        Assert.Null((await MoveAsync(cells.Host, "initech", "cell-a")).Refusal);
        await cells.Host.PutAsync("initech", cells.A.Token);

        Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync(cells.Host, "initech"));
        Assert.Single(cells.A.Upgrades);
    }

    [Fact]
    public async Task A_dead_cell_is_its_tenants_trouble_alone()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        using FrameClient globex = await cells.GlobexAsync();
        await cells.A.StopAsync();

        Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
        Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync(cells.Host, "acme"));
        Assert.True((await globex.CallAsync("health")).GetProperty("ok").GetBoolean());
        using HttpRequestMessage request = new(HttpMethod.Get, "/v1/models");
        request.Headers.Add("Authorization", $"Bearer {PlainDoor.Credential("acme", "operator.admin")}");
        using HttpResponseMessage response = await cells.Host.Client.SendAsync(request);
        Assert.Equal(503, (int)response.StatusCode);
        Assert.Contains(cells.Host.Logs.Lines, static l => l.Contains("OCT2803", StringComparison.Ordinal) && l.Contains("cell-a", StringComparison.Ordinal));

        await cells.A.OpenAsync();
        await Task.Delay(10);
        using FrameClient again = await cells.AcmeAsync();
        Assert.True((await again.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_cell_that_has_failed_is_left_alone_for_a_while()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c => (c.BackOff, c.MaxBackOff) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)));
        cells.A.Hello = "{}";
        Assert.Equal(1011, (await RefusedAsync(cells.Host, "acme")).Status);
        int before = cells.A.Upgrades.Count;
        Assert.Equal(1011, (await RefusedAsync(cells.Host, "acme")).Status);

        Assert.Equal(before, cells.A.Upgrades.Count);
        using FrameClient globex = await cells.GlobexAsync();
        Assert.True((await globex.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_cell_is_asked_whether_it_lives()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c =>
            (c.BackOff, c.MaxBackOff, c.ProbeInterval) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(20)));
        await cells.A.StopAsync();
        await IngressHost.UntilAsync(() => cells.Host.Logs.Lines.Any(static l => l.Contains("OCT2803", StringComparison.Ordinal)));
        Assert.Equal(1011, (await RefusedAsync(cells.Host, "acme")).Status);
        await cells.A.OpenAsync();

        await IngressHost.UntilAsync(() => RefusedAsync(cells.Host, "acme", orServed: true).GetAwaiter().GetResult().Status == 0);
    }

    [Fact]
    public async Task A_cell_has_as_many_connections_as_it_may()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c => c.MaxConnections = 1);
        using (await cells.AcmeAsync())
        {
            Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync(cells.Host, "acme"));
            using FrameClient globex = await cells.GlobexAsync();
        }

        await IngressHost.UntilAsync(() => cells.A.Peers.IsEmpty);
        await IngressHost.UntilAsync(() => RefusedAsync(cells.Host, "acme", orServed: true).GetAwaiter().GetResult().Status == 0);
    }

    [Fact]
    public async Task A_suspended_tenant_loses_its_connection_and_the_other_does_not()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        using FrameClient globex = await cells.GlobexAsync();
        cells.Host.Directory.SetStatus(TenantId.From("acme"), TenantStatus.Suspended);

        Assert.Equal((1008, "tenant_inactive"), await acme.ClosedAsync());
        await IngressHost.UntilAsync(() => cells.A.Peers.IsEmpty);
        Assert.True((await globex.CallAsync("health")).GetProperty("ok").GetBoolean());

        // And is back at once when it is.
        cells.Host.Directory.SetStatus(TenantId.From("acme"), TenantStatus.Active);
        await Task.Delay(5);
        using FrameClient again = await cells.AcmeAsync();
        Assert.True((await again.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    internal static async Task<(int Status, string? Reason)> RefusedAsync(IngressHost host, string tenant, bool orServed = false)
    {
        using FrameClient client = await FrameClient.OpenAsync(host);
        await client.SendAsync(FrameClient.Connect(PlainDoor.Credential(tenant)));
        if (orServed && await client.ReceiveAsync() is not null)
        {
            return (0, null);
        }

        return await client.ClosedAsync();
    }

    private static Task<DirectoryWrite> MoveAsync(IngressHost host, string tenant, string runtime) => host.Services.GetRequiredService<IDirectoryWriter>()
        .WriteAsync(DirectoryChange.Describe(TenantId.From(tenant), displayName: null, region: null, runtime, expectedVersion: null), CancellationToken.None);
}
