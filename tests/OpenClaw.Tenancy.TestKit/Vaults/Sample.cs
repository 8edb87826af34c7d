using System.Globalization;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.TestKit.Vaults;

/// <summary>Secrets and keys that are none: a vault opens nothing.</summary>
public static class Sample
{
    public const int LargeEnvelope = 88 * 1024;

    public static StoredSecret Secret(string name, TenantId? tenant = null, long revision = 1, string series = "s1", string? envelope = null) => new()
    {
        Tenant = (tenant ?? TestWorld.Acme).ToString(),
        Name = name,
        Series = series,
        Revision = revision,
        CreatedTicks = 638_000_000_000_000_000,
        Versions = [new StoredSecretVersion { Number = 1, CreatedTicks = 638_000_000_000_000_000 + revision, Envelope = envelope ?? $"v1.k1.{tenant ?? TestWorld.Acme}.{name}.{revision}" }],
    };

    /// <summary>A secret with each member set, four versions, and values as large as they get.</summary>
    public static StoredSecret Large(string name, long revision = 1) => Secret(name, revision: revision) with
    {
        Versions = [.. Enumerable.Range(1, 4).Select(static n => new StoredSecretVersion
        {
            Number = n,
            CreatedTicks = long.MaxValue - n,
            ExpiresTicks = long.MaxValue,
            RetiresTicks = n == 4 ? null : n,
            RevokedTicks = n == 2 ? 5 : null,
            Envelope = n == 2 ? null : new string((char)('a' + n), LargeEnvelope),
        })],
    };

    public static StoredDataKeys Keys(TenantId? tenant = null, long revision = 1, params string[] ids) => new()
    {
        Tenant = (tenant ?? TestWorld.Acme).ToString(),
        Series = "r1",
        Revision = revision,
        Keys = [.. (ids is [] ? ["k1"] : ids).Select(id => new StoredDataKey
        {
            Id = id,
            WrappedBy = "kek",
            Wrapped = string.Create(CultureInfo.InvariantCulture, $"wrapped-{tenant ?? TestWorld.Acme}-{id}"),
            CreatedTicks = 638_000_000_000_000_000,
        })],
    };
}
