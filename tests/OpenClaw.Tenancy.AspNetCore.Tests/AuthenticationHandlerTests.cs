using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Authentication;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>The host's tenant credentials as an authentication scheme of ASP.NET Core.</summary>
public sealed class AuthenticationHandlerTests
{
    [Fact]
    public async Task Principal_says_who_and_for_which_tenant()
    {
        await using TestApp app = await StartAsync();

        Assert.Equal("someone of acme with operator.read@acme, by plain", (await app.GetAsync("/who", "acme|operator.read")).Body);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense!")]
    [InlineData("throw")]
    [InlineData("nosuchtenant|operator.read")]
    public async Task Nobody_is_made_of_what_was_not_accepted(string? credential)
    {
        await using TestApp app = await StartAsync();

        Assert.Equal("nobody", (await app.GetAsync("/who", credential)).Body);
    }

    [Theory]
    [InlineData(null, "claim_missing")]
    [InlineData("nonsense!", "token_invalid")]
    public async Task Challenge_is_the_refusal_of_the_contract(string? credential, string code)
    {
        await using TestApp app = await StartAsync();

        Answer answer = await app.GetAsync("/private", credential);

        Assert.Equal((401, code), ((int)answer.Status, answer.Code));
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(TestApp.Build(
        a =>
        {
            a.UseAuthentication();
            a.UseTenancy();
            a.UseAuthorization();
            a.MapGet("/who", (HttpContext c) => Describe(c.User)).AllowTenantless("it shows the principal");
            a.MapGet("/private", () => "private").AllowTenantless("the policy decides").RequireAuthorization();
        },
        services: s =>
        {
            s.AddAuthentication(TenantAuthenticationDefaults.Scheme).AddTenantCredentials();
            s.AddAuthorization();
        }));

    private static string Describe(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true
        ? $"{user.Identity.Name} of {user.FindFirstValue("tenant_id")} with {user.FindFirstValue("scope")}, by {user.FindFirst("sub")!.Issuer}"
        : "nobody";
}
