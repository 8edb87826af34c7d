using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Principals that the host's own authentication made, in every shape that could confuse tenants.</summary>
public sealed class PrincipalIssuerTests
{
    private const string Idp = "https://login.example";
    private static readonly Claim Acme = Make("tenant_id", "acme");
    private static readonly Claim Globex = Make("tenant_id", "globex");
    private static readonly Claim Alice = Make("sub", "alice");
    private static readonly Claim Member = Make("role", "member");

    public static TheoryData<string, Claim[][], int> Principals() => new()
    {
        { "whole", [[Acme, Alice, Member]], 200 },
        { "whole in two identities", [[Acme], [Alice, Member]], 200 },
        { "role under the name of a claim map", [[Acme, Alice, Renamed(ClaimTypes.Role, "role", "member")]], 200 },
        { "no claims", [[]], 401 },
        { "no tenant", [[Alice, Member]], 401 },
        { "no subject", [[Acme, Member]], 401 },
        { "two tenants", [[Acme, Globex, Alice, Member]], 401 },
        { "two tenants in two identities", [[Acme, Alice, Member], [Globex]], 401 },
        { "the same tenant twice", [[Acme, Acme, Alice, Member]], 401 },
        { "two subjects", [[Acme, Alice, Make("sub", "bob"), Member]], 401 },
        { "tenant of another issuer", [[new Claim("tenant_id", "acme", ClaimValueTypes.String, "https://other.example"), Alice, Member]], 401 },
        { "everything of another issuer", [[new Claim("tenant_id", "acme", ClaimValueTypes.String, "https://other.example"), new Claim("sub", "alice", ClaimValueTypes.String, "https://other.example")]], 401 },
        { "tenant as a number", [[Make("tenant_id", "acme", ClaimValueTypes.Integer), Alice, Member]], 401 },
        { "tenant as a list in one text", [[Make("tenant_id", "[\"acme\",\"globex\"]"), Alice, Member]], 401 },
        { "tenant as a list of a parser", [[Make("tenant_id", "acme", "JSON_ARRAY"), Alice, Member]], 401 },
        { "tenant null", [[Make("tenant_id", "", "JSON_NULL"), Alice, Member]], 401 },
        { "tenant empty", [[Make("tenant_id", ""), Alice, Member]], 401 },
        { "tenant with a comma", [[Make("tenant_id", "acme,globex"), Alice, Member]], 401 },
        { "tenant in capitals", [[Make("tenant_id", "ACME"), Alice, Member]], 401 },
        { "tenant with a zero-width character", [[Make("tenant_id", "ac\u200bme"), Alice, Member]], 401 },
        { "tenant that is not listed", [[Make("tenant_id", "initech"), Alice, Member]], 401 },
        { "the platform without the right", [[Make("tenant_id", "platform"), Alice, Member]], 401 },
        { "expired", [[Acme, Alice, Member, Make("exp", "1", ClaimValueTypes.Integer64)]], 401 },
        { "two ends", [[Acme, Alice, Member, Make("exp", "4102444800", ClaimValueTypes.Integer64), Make("exp", "1", ClaimValueTypes.Integer64)]], 401 },
        { "end that is no number", [[Acme, Alice, Member, Make("exp", "never")]], 401 },
        { "end past the longest life", [[Acme, Alice, Member, Make("exp", "4102444800", ClaimValueTypes.Integer64)]], 401 },
        { "unknown role", [[Acme, Alice, Make("role", "Owner")]], 403 },
        { "no role", [[Acme, Alice]], 403 },
    };

    [Theory]
    [MemberData(nameof(Principals))]
    public async Task Principal_is_read_exactly(string what, Claim[][] identities, int status)
    {
        Assert.NotEmpty(what);
        Assert.Equal(status, (int)(await AskAsync([.. identities.Select(c => new ClaimsIdentity(c, "host"))])).Status);
    }

    [Fact]
    public async Task Identity_that_was_not_authenticated_says_nothing()
    {
        Answer answer = await AskAsync([new ClaimsIdentity([Acme, Alice, Member])]);

        Assert.Equal((401, "claim_missing"), ((int)answer.Status, answer.Code));
    }

    [Fact]
    public async Task Claims_of_an_unauthenticated_identity_do_not_complete_an_authenticated_one()
    {
        Assert.Equal(401, (int)(await AskAsync([new ClaimsIdentity([Alice, Member], "host"), new ClaimsIdentity([Acme])])).Status);
    }

    [Fact]
    public async Task Principal_and_bearer_together_are_ambiguous()
    {
        Answer both = await AskAsync([new ClaimsIdentity([Acme, Alice, Member], "host")], "acme|operator.read");
        Answer refusedBearer = await AskAsync([new ClaimsIdentity([Acme, Alice, Member], "host")], "nosuchtenant|operator.read");

        Assert.Equal("token_invalid", both.Code);
        Assert.Equal("token_invalid", refusedBearer.Code);
    }

    private static async Task<Answer> AskAsync(ClaimsIdentity[] identities, string? bearer = null)
    {
        await using TestApp app = await TestApp.StartAsync(TestApp.Build(
            a =>
            {
                a.Use((HttpContext c, RequestDelegate next) =>
                {
                    c.User = new ClaimsPrincipal(identities);
                    return next(c);
                });
                a.UseTenancy();
                a.MapGet("/x", () => "x").RequireTenantScope("operator.read");
            },
            tenancy => tenancy.AddPrincipalIssuer(Idp, "tenant_id", "role", ["acme", "globex"])));
        return await app.GetAsync("/x", bearer);
    }

    private static Claim Make(string type, string value, string valueType = ClaimValueTypes.String) => new(type, value, valueType, Idp);

    private static Claim Renamed(string type, string original, string value)
    {
        Claim claim = Make(type, value);
        claim.Properties["http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/ShortTypeName"] = original;
        return claim;
    }
}
