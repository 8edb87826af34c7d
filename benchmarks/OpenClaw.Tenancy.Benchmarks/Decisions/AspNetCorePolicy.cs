using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.Benchmarks.Decisions;

/// <summary>The peer: ASP.NET Core's resource-based authorization with a handler that compares the tenant and looks for a scope.</summary>
internal sealed class AspNetCorePolicy
{
    private readonly IAuthorizationService _authorization;
    private readonly ClaimsPrincipal _user = new(new ClaimsIdentity(
        [new Claim("sub", "someone"), new Claim("tenant", "customer-0000000"), new Claim("scope", "operator.read")], "test"));

    private readonly Document _own = new("customer-0000000");

    public AspNetCorePolicy()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAuthorizationBuilder().AddPolicy("read", p => p.AddRequirements(new SameTenant("operator.read")));
        services.AddSingleton<IAuthorizationHandler, SameTenantHandler>();
        _authorization = services.BuildServiceProvider().GetRequiredService<IAuthorizationService>();
    }

    public bool Ask() => _authorization.AuthorizeAsync(_user, _own, "read").GetAwaiter().GetResult().Succeeded;

    public bool FindFirst() => string.Equals(_user.FindFirst("tenant")?.Value, _own.Tenant);

    internal sealed record Document(string Tenant);

    internal sealed record SameTenant(string Scope) : IAuthorizationRequirement;

    internal sealed class SameTenantHandler : AuthorizationHandler<SameTenant, Document>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SameTenant requirement, Document resource)
        {
            if (string.Equals(context.User.FindFirst("tenant")?.Value, resource.Tenant) && context.User.HasClaim("scope", requirement.Scope))
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }
}
