using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>All that is stored of a secret, one by one and in the groups that belong together.</summary>
internal static class SecretFields
{
    private static readonly string[] Parts = ["form", "key id", "salt", "commitment", "nonce", "ciphertext"];

    public static Field<StoredSecret>[] Of(int versions) =>
    [
        Text("tenant", static s => s.Tenant, static (s, v) => s with { Tenant = v }),
        Text("name", static s => s.Name, static (s, v) => s with { Name = v }),
        Text("series", static s => s.Series, static (s, v) => s with { Series = v }),
        Number("revision", static s => s.Revision, static (s, v) => s with { Revision = v }),
        Number("made at", static s => s.CreatedTicks, static (s, v) => s with { CreatedTicks = v }),
        new("versions", 0, static s => s.Versions, static (s, v) => v is IReadOnlyList<StoredSecretVersion> all ? s with { Versions = all } : null),
        new("all but its place", 0, static s => s, static (s, v) => v is StoredSecret other ? other with { Tenant = s.Tenant, Name = s.Name } : null),
        new("all of it", 0, static s => s, static (_, v) => v as StoredSecret),
        .. Enumerable.Range(0, versions).SelectMany(OfVersion),
    ];

    private static IEnumerable<Field<StoredSecret>> OfVersion(int at)
    {
        yield return Part(at, "whole", static v => v, static (_, o) => o as StoredSecretVersion);
        yield return Part(at, "number", static v => (long)v.Number, static (v, o) => o is long and > 0 and <= int.MaxValue ? v with { Number = (int)(long)o } : null);
        yield return Part(at, "made at", static v => v.CreatedTicks, static (v, o) => o is long ticks ? v with { CreatedTicks = ticks } : null);
        yield return Part(at, "ends at", static v => v.ExpiresTicks, static (v, o) => o is null or long ? v with { ExpiresTicks = (long?)o } : null);
        yield return Part(at, "closed at", static v => v.RetiresTicks, static (v, o) => o is null or long ? v with { RetiresTicks = (long?)o } : null);
        yield return Part(at, "revoked at", static v => v.RevokedTicks, static (v, o) => o is null or long ? v with { RevokedTicks = (long?)o } : null);
        yield return Part(at, "envelope", static v => v.Envelope, static (v, o) => o is null or string ? v with { Envelope = (string?)o } : null);
        for (int i = 1; i < Parts.Length; i++)
        {
            int part = i;
            yield return Part(at, Parts[i], v => v.Envelope!.Split('.')[part], (v, o) => o is string text ? v with { Envelope = Replaced(v.Envelope!, part, text) } : null);
        }
    }

    private static string Replaced(string envelope, int part, string text)
    {
        string[] parts = envelope.Split('.');
        return parts.Length == Parts.Length ? string.Join('.', [.. parts[..part], text, .. parts[(part + 1)..]]) : text;
    }

    private static Field<StoredSecret> Text(string name, Func<StoredSecret, string> get, Func<StoredSecret, string, StoredSecret> set) =>
        new(name, 0, get, (s, v) => v is string text ? set(s, text) : null);

    private static Field<StoredSecret> Number(string name, Func<StoredSecret, long> get, Func<StoredSecret, long, StoredSecret> set) =>
        new(name, 0, s => get(s), (s, v) => v is long number ? set(s, number) : null);

    private static Field<StoredSecret> Part(int at, string name, Func<StoredSecretVersion, object?> get, Func<StoredSecretVersion, object?, StoredSecretVersion?> set) => new(
        name,
        at + 1,
        s => at < s.Versions.Count ? get(s.Versions[at]) : null,
        (s, v) => at < s.Versions.Count && set(s.Versions[at], v) is { } version ? s with { Versions = [.. s.Versions.Select((kept, i) => i == at ? version : kept)] } : null);
}
