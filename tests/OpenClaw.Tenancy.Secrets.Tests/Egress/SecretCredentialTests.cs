using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>What goes with a request is the tenant's own secret, as long as it may be used.</summary>
public sealed class SecretCredentialTests
{
    private const string Value = "tok-real-0123456789";
    private static readonly SecretName Key = SecretName.From("key");

    [Fact]
    public async Task It_goes_until_it_is_revoked_and_never_another_tenant_s()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using var world = new SecretEgressWorld(server.Port);
        using HttpClient acme = await world.ClientAsync(TestWorld.Acme);
        using HttpClient globex = await world.ClientAsync(TestWorld.Globex);
        ITenantSecretWriter writer = world.World.Services.GetRequiredService<ITenantSecretWriter>();
        TenantContext admin = world.Scope(TestWorld.Acme, "operator.admin");
        await RefusedAsync(acme, server);
        await writer.PutAsync(admin, Key, Encoding.UTF8.GetBytes(Value), null, default);
        using (await acme.GetAsync(Url(server)))
        {
            await RefusedAsync(globex, server);
            await writer.RevokeAsync(admin, Key, version: null, default);
        }

        await RefusedAsync(acme, server);
        Assert.Equal($"Bearer {Value}", Assert.Single(server.Seen).Header("Authorization"));
        AuditEnvelope[] records = [.. world.Ledger.Appended, .. world.Ledger.Emitted];
        Assert.Equal(2, records.Count(static r => r is { Action: "egress.connect", Tenant: var t } && t == TestWorld.Acme));
        Assert.Contains(records, static r => r is { Action: "secrets.use", Outcome: AuditOutcome.Allowed, ResourceId: "key" });
        Assert.DoesNotContain(records, static r => r.Details.Values.Append(r.ResourceId).Any(static t => t?.Contains(Value, StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task One_that_has_expired_is_not_handed_out()
    {
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using var world = new SecretEgressWorld(server.Port);
        ITenantSecretWriter writer = world.World.Services.GetRequiredService<ITenantSecretWriter>();
        await writer.PutAsync(
            world.Scope(TestWorld.Acme, "operator.admin"), Key, Encoding.UTF8.GetBytes(Value), new SecretPutOptions { ExpiresAt = world.World.Time.Now.AddMinutes(1) }, default);
        using HttpClient client = await world.ClientAsync(TestWorld.Acme);
        using (await client.GetAsync(Url(server)))
        {
            world.World.Time.Advance(TimeSpan.FromMinutes(2));
        }

        await RefusedAsync(client, server);
        Assert.Single(server.Seen);
    }

    private static string Url(LoopbackServer server) => $"http://upstream.example.com:{server.Port}/";

    private static async Task RefusedAsync(HttpClient client, LoopbackServer server) =>
        Assert.Equal(EgressRefusalReason.Credential, (await Assert.ThrowsAsync<EgressRefusedException>(() => client.GetAsync(Url(server)))).Reason);
}
