using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>The tenants of the worlds, each with the number by which the model knows it.</summary>
internal static class Ids
{
    public static readonly TenantId[] Tenants = [TestWorld.Acme, TestWorld.Globex, TestWorld.Initech, TenantId.Platform, TenantId.Default];

    public static uint Of(TenantId tenant) => (uint)Array.IndexOf(Tenants, tenant);
}
