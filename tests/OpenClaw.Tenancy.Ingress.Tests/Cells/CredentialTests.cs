using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Cells;

/// <summary>The credential of a cell is its tenant's own secret: read for each connection, and told to nobody.</summary>
public sealed class CredentialTests
{
    [Fact]
    public async Task A_rotation_loses_no_turn()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient before = await cells.AcmeAsync();

        // The gateway is told first, then the store.
        cells.A.Token = "the-second-token-of-the-gateway";
        Assert.True((await before.CallAsync("health")).GetProperty("ok").GetBoolean());
        await cells.Host.RotateAsync("acme", cells.A.Token);
        using FrameClient after = await cells.AcmeAsync();
        Assert.True((await after.CallAsync("health")).GetProperty("ok").GetBoolean());

        // The store is told first, then the gateway: the version before is still good there.
        await cells.Host.RotateAsync("acme", "the-third-token-of-the-gateway");
        using FrameClient between = await cells.AcmeAsync();
        Assert.True((await between.CallAsync("health")).GetProperty("ok").GetBoolean());
        cells.A.Token = "the-third-token-of-the-gateway";
        using FrameClient last = await cells.AcmeAsync();
        Assert.True((await last.CallAsync("health")).GetProperty("ok").GetBoolean());
        Assert.True((await before.CallAsync("health")).GetProperty("ok").GetBoolean());
        Assert.Empty(cells.Host.Refusals("acme"));
    }

    [Fact]
    public async Task A_credential_that_is_refused_is_tried_once_more_and_no_more()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.Token = "another-token-that-nobody-knows";
        await cells.Host.RotateAsync("acme", "corrupted-token-of-the-cell");
        using FrameClient globex = await cells.GlobexAsync();

        Assert.Equal((1011, "dependency_unavailable"), await CellTests.RefusedAsync(cells.Host, "acme"));
        Assert.Equal(2, cells.A.Connects.Count);
        Assert.Equal(["dependency_unavailable"], cells.Host.Refusals("acme"));
        Assert.Contains(cells.Host.Logs.Lines, static l => l.Contains("OCT2804", StringComparison.Ordinal) && l.Contains("cell-a", StringComparison.Ordinal));
        Assert.True((await globex.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_cell_without_a_credential_is_not_connected_to()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c => c.Secret = "another_name");

        Assert.Equal((1011, "dependency_unavailable"), await CellTests.RefusedAsync(cells.Host, "acme"));
        Assert.Empty(cells.A.Connects);
    }

    [Fact]
    public async Task It_is_read_in_the_scope_of_the_tenant_by_the_ingress()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        using FrameClient globex = await cells.GlobexAsync();

        AuditEnvelope[] uses = [.. cells.Host.Ledger.Appended.Where(static r => r.Action == "secrets.use")];
        Assert.Equal(["acme", "globex"], uses.Select(static r => r.Tenant.ToString()).Order());
        Assert.All(uses, static r => Assert.Equal(("ingress", "openclaw.tenancy.ingress", "cell_token", AuditOutcome.Allowed), (r.Actor, r.Issuer, r.ResourceId, r.Outcome)));
        Assert.All(uses, static r => Assert.False(string.IsNullOrEmpty(r.CorrelationId)));
    }

    [Fact]
    public async Task Nobody_presents_a_claim_of_the_ingress()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient stranger = await FrameClient.OpenAsync(cells.Host);
        await stranger.SendAsync(FrameClient.Connect("openclaw.tenancy.ingress:acme:ingress:60000:operator.write"));

        Assert.Equal((1008, "token_invalid"), await stranger.ClosedAsync());
    }

    [Fact]
    public async Task It_stands_in_no_log_and_no_record()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using (FrameClient acme = await cells.AcmeAsync("operator.admin"))
        {
            await acme.CallAsync("health");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Add("Authorization", $"Bearer {PlainDoor.Credential("acme", "operator.admin")}");
        using HttpResponseMessage response = await cells.Host.Client.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        string old = cells.A.Token;
        cells.A.Token = "another-token-that-nobody-knows";
        Assert.Equal(1011, (await CellTests.RefusedAsync(cells.Host, "acme")).Status);

        string everything = string.Join('\n', cells.Host.Logs.Lines) + string.Join('\n', cells.Host.Ledger.Appended.Concat(cells.Host.Ledger.Emitted).Select(static r => System.Text.Json.JsonSerializer.Serialize(r.Details) + r.ResourceId + r.StatedReason + r.ReasonCode + r.Action));
        Assert.NotEmpty(cells.Host.Logs.Lines);
        Assert.DoesNotContain(old, everything, StringComparison.Ordinal);
    }
}
