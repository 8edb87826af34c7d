using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>Whatever is wrong with what is kept, there is one answer, one record and one line in the log: nobody learns which it was.</summary>
public sealed class OneErrorTests : IDisposable
{
    private const string Answer = """
        open: Unreadable, None, no lease
        use: Unreadable, None, 0
        emitted:
        appended: secrets.use openai Allowed none - - 0; secrets.use openai Allowed none - - 0
        logged: 2302 OCT2302: what the vault holds cannot be opened, at secrets.use of openai. It was changed, moved, or sealed under a key that is gone; the record of the call in the tenant's trail says whose it is.
        """;

    private static readonly Dictionary<string, Action<OneErrorTests>> Causes = new()
    {
        ["changed ciphertext"] = static t => t.Part(5, Changed),
        ["changed tag"] = static t => t.Part(5, static p => p[..^3] + Changed(p[^3..])),
        ["changed nonce"] = static t => t.Part(4, Changed),
        ["changed commitment"] = static t => t.Part(3, Changed),
        ["changed salt"] = static t => t.Part(2, Changed),
        ["data key that nobody has"] = static t => t.Part(1, Changed),
        ["data key that is none"] = static t => t.Part(1, static p => p[1..]),
        ["another form"] = static t => t.Part(0, static _ => "v2"),
        ["no value"] = static t => t.Text(static _ => ""),
        ["no sealed value"] = static t => t.Version(static v => v with { Envelope = null }),
        ["cut off"] = static t => t.Text(static e => e[..^1]),
        ["longer"] = static t => t.Text(static e => e + "AAAA"),
        ["much longer"] = static t => t.Text(static e => e + new string('A', 100_000)),
        ["not base64url"] = static t => t.Part(5, static p => "+" + p[1..]),
        ["no text"] = static t => t.Text(static _ => "\0\ud800"),
        ["another tenant"] = static t => t.Secret(static s => s with { Tenant = "globex" }),
        ["another name"] = static t => t.Secret(static s => s with { Name = "github" }),
        ["another series"] = static t => t.Secret(static s => s with { Series = "another" }),
        ["series that is none"] = static t => t.Secret(static s => s with { Series = "\u00e9" + new string('s', 600) }),
        ["another time"] = static t => t.Secret(static s => s with { CreatedTicks = s.CreatedTicks + 1 }),
        ["no time"] = static t => t.Secret(static s => s with { CreatedTicks = long.MaxValue }),
        ["no versions"] = static t => t.Secret(static s => s with { Versions = [] }),
        ["version that is none"] = static t => t.Secret(static s => s with { Versions = [null!] }),
        ["another number"] = static t => t.Version(static v => v with { Number = 9 }),
        ["another time of the version"] = static t => t.Version(static v => v with { CreatedTicks = v.CreatedTicks - 1 }),
        ["another end"] = static t => t.Version(static v => v with { ExpiresTicks = v.ExpiresTicks + 1 }),
        ["no end"] = static t => t.Version(static v => v with { ExpiresTicks = null }),
        ["closed"] = static t => t.Version(static v => v with { RetiresTicks = v.ExpiresTicks }),
        ["end that is none"] = static t => t.Version(static v => v with { ExpiresTicks = long.MinValue }),
        ["no keys"] = static t => t._vault.Keys = static _ => null,
        ["keys of another tenant"] = static t => t._vault.Keys = static k => k with { Tenant = "globex" },
        ["none in the keys"] = static t => t._vault.Keys = static k => k with { Keys = [] },
        ["changed key"] = static t => t.Key(static k => k with { Wrapped = Changed(k.Wrapped) }),
        ["key that is no text"] = static t => t.Key(static k => k with { Wrapped = "=" }),
        ["key that is empty"] = static t => t.Key(static k => k with { Wrapped = "" }),
        ["key that is too long"] = static t => t.Key(static k => k with { Wrapped = new string('A', 100_000) }),
        ["wrapped by another"] = static t => t.Key(static k => k with { WrappedBy = "another" }),
        ["key of another id"] = static t => t.Key(static k => k with { Id = Changed(k.Id) }),
        ["key that is another"] = static t => t._wrapper.Unwrap = static _ => new ValueTask<byte[]>(RandomNumberGenerator.GetBytes(32)),
        ["key that is shorter"] = static t => t._wrapper.Unwrap = static k => new ValueTask<byte[]>(k[..31]),
        ["service that refuses"] = static t => t._wrapper.Unwrap = static _ => throw new CryptographicException("canary-cause"),
        ["text of the vault that cannot be read"] = static t => t._vault.Secret = static _ => throw new InvalidDataException("canary-cause"),
        ["keys of the vault that cannot be read"] = static t => t._vault.Keys = static _ => throw new InvalidDataException("canary-cause"),
    };

    private readonly WatchedVault _vault = new();
    private readonly ScriptedWrapper _wrapper = new();
    private readonly LogLines _log = new();
    private readonly SecretWorld _world;

    public OneErrorTests() => _world = new SecretWorld(
        static o => o.DataKeyLifetimeInMemory = TimeSpan.Zero,
        _vault,
        b => b.UseSecretKeyWrapper(_ => _wrapper).Services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(_log)));

    public static TheoryData<string> Names { get; } = [.. Causes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_cause_has_the_same_answer(string cause)
    {
        SecretChange put = await _world.Put(TestWorld.Acme, "the value", new SecretPutOptions { ExpiresAt = _world.World.Time.Now.AddMinutes(4) });
        Assert.True(put.IsDone);
        Assert.Equal("the value", await _world.Read(TestWorld.Acme));
        Causes[cause](this);
        (int appended, int emitted) = (_world.Ledger.Appended.Count, _world.Ledger.Emitted.Count);
        _log.Lines.Clear();

        TenantContext context = _world.Scope(TestWorld.Acme, "operator.write");
        SecretReading open = await _world.Reader.OpenAsync(context, SecretWorld.Name, null, CancellationToken.None);
        SecretUse<int> use = await _world.Reader.UseAsync(context, SecretWorld.Name, static (_, _) => new ValueTask<int>(7), CancellationToken.None);

        Assert.Equal(
            Answer.ReplaceLineEndings("\n"),
            string.Join(
                '\n',
                $"open: {open.Fault}, {open.Reason}, {(open.Lease is null ? "no lease" : "a lease")}",
                $"use: {use.Fault}, {use.Reason}, {use.Value}",
                ("emitted: " + Records(_world.Ledger.Emitted.Skip(emitted))).TrimEnd(),
                "appended: " + Records(_world.Ledger.Appended.Skip(appended)),
                "logged: " + Assert.Single(_log.Lines.Select(static l => l.TrimEnd()).Distinct())));
    }

    public void Dispose()
    {
        _world.Dispose();
        _vault.Dispose();
        _log.Dispose();
    }

    private static string Records(IEnumerable<AuditEnvelope> records) => string.Join(
        "; ", records.Select(static r => $"{r.Action} {r.ResourceId} {r.Outcome} {r.ReasonCode} {r.Detail ?? "-"} {r.StatedReason ?? "-"} {r.Suppressed}"));

    // The first digit is another one: the last may have bits that count for nothing.
    private static string Changed(string text) => (text[0] == 'A' ? 'B' : 'A') + text[1..];

    private void Secret(Func<StoredSecret, StoredSecret> change) => _vault.Secret = change;

    private void Version(Func<StoredSecretVersion, StoredSecretVersion> change) => _vault.Secret = s => s with { Versions = [change(s.Versions[0])] };

    private void Text(Func<string, string> change) => Version(v => v with { Envelope = change(v.Envelope!) });

    private void Part(int at, Func<string, string> change) => Text(e =>
    {
        string[] parts = e.Split('.');
        parts[at] = change(parts[at]);
        return string.Join('.', parts);
    });

    private void Key(Func<StoredDataKey, StoredDataKey> change) => _vault.Keys = k => k with { Keys = [.. k.Keys.Select(change)] };
}
