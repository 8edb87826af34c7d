using System.Text.Json.Nodes;
using ControlPlane.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens;

namespace ControlPlane.Tests;

/// <summary>The gateway of acme behind a control plane whose keys the test holds: what is not exactly a token for it touches no store.</summary>
public sealed class DataPlaneTests
{
    private const string Sessions = "/api/v1/sessions";

    [Fact]
    public async Task Only_the_whole_token_is_let_in()
    {
        await using TestIdentityProvider keys = await TestIdentityProvider.StartAsync(TimeProvider.System);
        await using DataPlane plane = await DataPlane.StartAsync("acme", RuntimeForge.Issuer, keys.KeysAddress);
        var forge = new RuntimeForge(keys);
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var stranger = ProviderKey.Es256("es-1");
        (string Fault, string Token)[] bad =
        [
            ("another runtime", forge.Token(static c => c["aud"] = "cell-globex")),
            ("several runtimes", forge.Token(static c => c["aud"] = new JsonArray("cell-acme", "cell-globex"))),
            ("no runtime", forge.Token(static c => c.Remove("aud"))),
            ("unknown kid", forge.Token(header: static h => h["kid"] = "es-9")),
            ("another key under the kid", forge.Token(key: stranger)),
            ("no algorithm", forge.Unsigned()),
            ("symmetric", forge.Swapped()),
            ("expired", forge.Token(c => (c["iat"], c["nbf"], c["exp"]) = (now - 120, now - 120, now - 60))),
            ("not yet", forge.Token(c => c["nbf"] = now + 60)),
            ("issued in the future", forge.Token(c => (c["iat"], c["nbf"], c["exp"]) = (now + 60, now + 60, now + 120))),
            ("no end", forge.Token(static c => c.Remove("exp"))),
            ("too long", forge.Token(c => c["exp"] = now + 3600)),
            ("no jti", forge.Token(static c => c.Remove("jti"))),
            ("another issuer", forge.Token(static c => c["iss"] = "other-plane")),
            ("another type", forge.Token(header: static h => h["typ"] = "JWT")),
            ("other bytes", forge.Reserialised()),
            ("a claim twice", forge.Doubled("tenant_id", "\"acme\"")),
            ("tenant as a list", forge.Token(static c => c["tenant_id"] = new JsonArray("acme"))),
            ("scope of another tenant", forge.Token(static c => c["scopes"] = new JsonArray("operator.read@acme", "operator.read@globex"))),
            ("global scope", forge.Token(static c => c["scopes"] = new JsonArray("operator.read"))),
            ("an actor of another tenant", forge.Token(static c => c["act"] = new JsonObject { ["iss"] = "control-plane", ["sub"] = "bob", ["tenant_id"] = "globex" })),
            ("another tenant, edited", forge.Token(static c => (c["tenant_id"], c["scopes"]) = ("globex", new JsonArray("operator.read@globex")))),
            ("the platform", forge.Token(static c => (c["tenant_id"], c["scopes"]) = ("platform", new JsonArray("operator.admin")))),
        ];

        List<string> letIn = [];
        foreach ((string fault, string token) in bad)
        {
            Answered answer = await plane.GetAsync(Sessions, token);
            if ((answer.Status, answer.Code) != (401, "token_invalid"))
            {
                letIn.Add($"{fault}: {answer.Status}");
            }
        }

        Assert.True(letIn.Count == 0, string.Join("; ", letIn));
        Assert.Empty(plane.Calls.Take());
        Assert.Equal(bad.Length, (await plane.TrailAsync(TenantId.Platform)).Count(static e => e.Outcome == AuditOutcome.Denied));
        Assert.Equal(200, (await plane.GetAsync(Sessions, forge.Token())).Status);
        Assert.Equal(200, (await plane.GetAsync(Sessions, forge.Token(c => (c["iat"], c["nbf"]) = (now + 1, now + 1)))).Status);
    }

    [Theory]
    [InlineData(null, 200, "")]
    [InlineData("acme", 200, "")]
    [InlineData("globex", 403, "selector_mismatch")]
    [InlineData("acme,acme", 403, "selector_mismatch")]
    [InlineData("", 403, "selector_mismatch")]
    public async Task The_header_must_agree_with_the_token(string? header, int status, string code)
    {
        await using TestIdentityProvider keys = await TestIdentityProvider.StartAsync(TimeProvider.System);
        await using DataPlane plane = await DataPlane.StartAsync("acme", RuntimeForge.Issuer, keys.KeysAddress);

        Answered answer = await plane.GetAsync(Sessions, new RuntimeForge(keys).Token(), header is null ? [] : [("X-Tenant-Id", header)]);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(status == 200, plane.Calls.Take().Length != 0);
    }

    /// <summary>A control plane that may speak for both tenants, before a gateway that is pinned to one.</summary>
    [Fact]
    public async Task The_pin_holds_where_the_issuer_may_speak_for_more()
    {
        await using TestIdentityProvider keys = await TestIdentityProvider.StartAsync(TimeProvider.System);
        await using DataPlane plane = await DataPlane.StartAsync("acme", RuntimeForge.Issuer, keys.KeysAddress, s => s.AddTenancy()
            .AddJwks("second", o => (o.Address, o.AllowLoopbackHttp) = (keys.KeysAddress, true))
            .AddTokenVerifier("second", o =>
            {
                (o.Audience, o.Use) = (DataPlane.RuntimeOf("acme"), TokenUse.SingleUse);
                o.UseKeys(services => services.GetRequiredKeyedService<ITokenKeySource>("second"));
                o.Speaks.ForTenants("acme", "globex");
            }));
        string token = new RuntimeForge(keys).Token(static c => (c["iss"], c["tenant_id"], c["scopes"]) = ("second", "globex", new JsonArray("operator.read@globex")));

        Answered answer = await plane.GetAsync(Sessions, token);

        Assert.Equal((403, "policy_denied"), (answer.Status, answer.Code));
        Assert.Empty(plane.Calls.Take());
    }

    [Fact]
    public async Task A_token_is_used_once_also_on_a_second_node()
    {
        await using TestIdentityProvider keys = await TestIdentityProvider.StartAsync(TimeProvider.System);
        var memory = new InMemoryReplayMemory(TimeProvider.System);
        await using DataPlane first = await DataPlane.StartAsync("acme", RuntimeForge.Issuer, keys.KeysAddress, s => s.AddSingleton<IReplayMemory>(memory));
        await using DataPlane second = await DataPlane.StartAsync("acme", RuntimeForge.Issuer, keys.KeysAddress, s => s.AddSingleton<IReplayMemory>(memory));
        string token = new RuntimeForge(keys).Token();

        Assert.Equal(200, (await first.GetAsync(Sessions, token)).Status);
        first.Calls.Take();

        Assert.Equal((401, "token_invalid"), await AgainAsync(first));
        Assert.Equal((401, "token_invalid"), await AgainAsync(second));
        Assert.Empty(first.Calls.Take());
        Assert.Empty(second.Calls.Take());

        async Task<(int, string)> AgainAsync(DataPlane plane)
        {
            Answered answer = await plane.GetAsync(Sessions, token);
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task Keys_that_do_not_answer_are_unavailable_and_no_store_is_asked()
    {
        await using TestIdentityProvider keys = await TestIdentityProvider.StartAsync(TimeProvider.System);
        await using DataPlane plane = await DataPlane.StartAsync("acme", RuntimeForge.Issuer, keys.KeysAddress);
        keys.Fault = ProviderFaults.Failure;

        Answered answer = await plane.GetAsync(Sessions, new RuntimeForge(keys).Token());

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
        Assert.Empty(plane.Calls.Take());
    }

    /// <summary>Who holds the folder of the gateway makes tokens of the sample's own issuer. Behind a control plane they are worth nothing.</summary>
    [Fact]
    public async Task No_credential_but_the_control_planes_counts()
    {
        await using TestIdentityProvider keys = await TestIdentityProvider.StartAsync(TimeProvider.System);
        await using DataPlane plane = await DataPlane.StartAsync("acme", RuntimeForge.Issuer, keys.KeysAddress);
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = await OpenClaw.Tenancy.Samples.Gateway.Commands.GatewayCommands.RunAsync(
            ["token", "--tenant", "acme", "--subject", "me", "--data", plane.Folder], output, error, "Development", CancellationToken.None);
        Assert.True(exit == 0, error.ToString());

        Answered own = await plane.GetAsync(Sessions, output.ToString().Trim());
        Answered none = await plane.GetAsync(Sessions, token: null);

        Assert.Equal((401, "token_invalid", 401, "claim_missing"), (own.Status, own.Code, none.Status, none.Code));
        Assert.Empty(plane.Calls.Take());
        Assert.Null(plane.Services.GetService<ITenantTokenIssuer>());
    }

    [Fact]
    public void A_control_plane_before_a_shared_gateway_does_not_start()
    {
        using var folder = new Gateway.Tests.Support.TemporaryFolder();

        TenancyConfigurationException refusal = Assert.Throws<TenancyConfigurationException>(() => GatewayHost.Build(new GatewayOptions
        {
            Data = folder.Path,
            Environment = "Development",
            Quiet = true,
            ControlPlane = new ControlPlaneOptions("control-plane", new Uri("http://127.0.0.1:1/"), "cell-acme"),
        }));

        Assert.Contains("--pinned", refusal.Message, StringComparison.Ordinal);
    }
}
