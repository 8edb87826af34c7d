using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A token by which an agent acts for somebody of acme, edited and used elsewhere: what is answered, and in whose trail it stands.</summary>
public sealed class EditedActorTests : IAsyncLifetime
{
    private const string Issuer = "https://tokens.test";

    private TestApp _app = null!;
    private InMemoryAuditLedger _ledger = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(
            static a => a.MapGet("/things/{id}", static (string id) => id).RequireTenantScope("operator.read").OwnedBy<Thing>("id"),
            static b => b.AddTokenIssuer(Issuer, static o =>
            {
                (o.Audience, o.Ring) = ("here", TokenKeyRing.CreateEs256());
                o.Speaks.ForTenants("acme", "globex");
            }),
            services: static s => s.AddSingleton<IResourceOwnerSource<Thing>, Thing>());
        _ledger = _app.Ledger;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // An edited token proves neither a tenant nor a name. Were it written down where it says that it belongs, whoever can send bytes could write in anybody's trail.
    [Theory]
    [InlineData("tenant_id", "globex")]
    [InlineData("sub", "canary")]
    [InlineData("act.tenant_id", "globex")]
    [InlineData("act.sub", "canary")]
    [InlineData("act.iss", "canary")]
    public async Task Edited_token_is_refused_and_on_record_with_the_platform_alone(string member, string text)
    {
        string token = await TokenAsync();
        Assert.Equal(HttpStatusCode.OK, (await _app.GetAsync("/things/a1", token)).Status);

        string edited = Edit(token, member, text);
        foreach (string path in (string[])["/things/a1", "/things/g1"])
        {
            Answer answer = await _app.GetAsync(path, edited);
            Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), (answer.Status, answer.Code));
        }

        AuditEnvelope[] records = Trail(TenantId.Platform);
        Assert.Equal(["signature", "signature"], records.Select(static r => r.Detail));
        Assert.All(records, static r =>
        {
            Assert.Equal((AuditOutcome.Denied, "token_invalid"), (r.Outcome, r.ReasonCode));
            object?[] said = [r.Actor, r.Issuer, r.Delegate, r.DelegateIssuer, r.EffectiveTenant, r.TargetTenant, r.ResourceId];
            Assert.All(said, Assert.Null);
        });
        Assert.Empty(Trail(TestWorld.Acme));
        Assert.Empty(Trail(TestWorld.Globex));
        await _app.DisposeAsync();
        Assert.Empty(Trail(TestWorld.Globex));
    }

    [Fact]
    public async Task Token_that_is_used_in_another_tenant_is_refused_and_on_record_in_both()
    {
        Answer answer = await _app.GetAsync("/things/g1", await TokenAsync());

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Code));
        AuditEnvelope own = Assert.Single(Trail(TestWorld.Acme));
        Assert.Equal((AuditOutcome.Denied, "not_found", "alice", "helper"), (own.Outcome, own.ReasonCode, own.Actor, own.Delegate));

        // The other tenant is told the number of a window, and here the host ends before it does.
        await _app.DisposeAsync();
        AuditEnvelope told = Assert.Single(Trail(TestWorld.Globex));
        Assert.Equal(("access.from_outside", "tenant_mismatch", 1L, null, null), (told.Action, told.ReasonCode, told.Suppressed, told.Actor, told.Delegate));
    }

    private AuditEnvelope[] Trail(TenantId tenant) => [.. _ledger.Read(tenant).Select(static r => r.Envelope)];

    private async Task<string> TokenAsync() => await _app.Services.GetRequiredKeyedService<ITenantTokenIssuer>(Issuer).IssueAsync(
        new TenantTokenRequest
        {
            Tenant = TestWorld.Acme, Subject = "alice", Scopes = ["operator.read@acme"], Actor = new ClaimActor { Issuer = "agents", Subject = "helper", Tenant = "acme" },
        },
        TestContext.Current.CancellationToken);

    private static string Edit(string token, string member, string text)
    {
        string[] parts = token.Split('.');
        JsonNode payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        string[] path = member.Split('.');
        JsonNode holder = path.Length == 1 ? payload : payload[path[0]]!;
        Assert.NotNull(holder[path[^1]]);
        holder[path[^1]] = text;
        parts[1] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        return string.Join('.', parts);
    }
}
