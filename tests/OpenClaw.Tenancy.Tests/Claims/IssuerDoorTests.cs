using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>Who holds the door decides who is let in, so nobody finds it, and nothing that grants can be made by hand.</summary>
public sealed class IssuerDoorTests
{
    public static TheoryData<Type> Granting =>
        [typeof(TenantIssuer), typeof(VerifiedTenantClaim), typeof(AccessPermit), typeof(PolicyEngine), typeof(TenantContext), typeof(TenantId)];

    [Fact]
    public void Issuer_IsNotToBeHadFromDependencyInjection()
    {
        using var world = new TestWorld();

        Assert.Null(world.Services.GetService<TenantIssuer>());
        Assert.Empty(world.Services.GetServices<TenantIssuer>());
        Assert.Null(world.Services.GetService<VerifiedTenantClaim>());
        Assert.Null(world.Services.GetService<AccessPermit>());
    }

    [Theory]
    [MemberData(nameof(Granting))]
    public void GrantingType_IsSealedAndCannotBeMadeOrChanged(Type type)
    {
        Assert.True(type.IsSealed && type.IsClass);
        Assert.Empty(type.GetConstructors());
        Assert.DoesNotContain(type.GetProperties(), static p => p.SetMethod is { IsPublic: true });
        Assert.Null(type.GetMethod("<Clone>$"));
    }

    [Fact]
    public void Accept_AndDelegate_AreTheOnlyMakersOfClaims()
    {
        string[] makers = [.. typeof(TenantId).Assembly.GetExportedTypes()
            .SelectMany(static t => t.GetMethods())
            .Where(static m => m.ReturnType == typeof(VerifiedTenantClaim) && !m.IsSpecialName)
            .Select(static m => $"{m.DeclaringType!.Name}.{m.Name}")];

        Assert.Equal(["VerifiedTenantClaim.Delegate"], makers);
    }
}
