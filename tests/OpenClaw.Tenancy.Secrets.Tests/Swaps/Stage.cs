using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>
/// Two tenants, and three secrets of two open versions each. Two are one tenant's and sealed under two of its data keys, of which a
/// rotation that was interrupted left it two; the other tenant's data key is wrapped by another key. Each value says whose it is.
/// </summary>
internal abstract class Stage : IDisposable
{
    public static readonly (TenantId Tenant, string Name)[] Places = [(TestWorld.Acme, "openai"), (TestWorld.Acme, "github"), (TestWorld.Globex, "openai")];

    private readonly string _folder = Scratch.NewFolder("stage-");
    private readonly ManualTime _time = new();
    private readonly Dictionary<TenantId, TenantContext> _readers = [];
    private SecretWorld? _host;

    protected Stage(ITenantVault? vault) => Vault = new WatchedVault(vault);

    /// <summary>The vault, asked by the hosts.</summary>
    public WatchedVault Vault { get; }

    public SecretWorld Host => _host!;

    /// <summary>What is stored of each secret.</summary>
    public Dictionary<(TenantId Tenant, string Name), StoredSecret> Secrets { get; } = [];

    /// <summary>What is stored of each tenant's keys.</summary>
    public Dictionary<TenantId, StoredDataKeys> Keys { get; } = [];

    public static string ValueOf(TenantId tenant, string name, int version) => $"{tenant}/{name}/{version}";

    /// <summary>Puts something in the place of a secret in the store itself, whatever it says of itself.</summary>
    public abstract void Store(TenantId tenant, string name, StoredSecret secret);

    /// <summary>Puts something in the place of a tenant's keys in the store itself, whatever it says of itself.</summary>
    public abstract void Store(TenantId tenant, StoredDataKeys keys);

    public async Task FillAsync()
    {
        using (SecretWorld first = Start(b => b.AddSecretKeyFile(Key("first"))))
        {
            await AddAsync(first, TestWorld.Acme, "openai");
            await AddAsync(first, TestWorld.Globex, "openai");
            await PutAsync(first, TestWorld.Acme, "github", 1);
            Vault.BeforeSave = static () => throw new IOException("The disk is full.");
            Assert.False((await first.Writer.RotateDataKeyAsync(first.Admin(TestWorld.Acme), CancellationToken.None)).IsDone);
            await RotateAsync(first, TestWorld.Acme, "github", 2);
        }

        _host = Start(b => b.AddSecretKeyFile(Key("second")).AddRetiredSecretKeyFile(Key("first")));
        Assert.True((await Host.Writer.RewrapAsync(Host.Admin(TestWorld.Globex), CancellationToken.None)).IsDone);
        foreach ((TenantId tenant, string name) in Places)
        {
            Secrets[(tenant, name)] = (await Vault.FindAsync(VaultUnderTest.Access(tenant), name, CancellationToken.None))!;
            Keys[tenant] = (await Vault.FindKeysAsync(VaultUnderTest.Access(tenant), CancellationToken.None))!;
            _readers[tenant] = Host.Scope(tenant, "operator.write");
        }

        Assert.Equal(3, Secrets.Values.Select(static s => s.Versions[1].Envelope!.Split('.')[1]).Distinct().Count());
        Assert.Equal(2, Keys.Values.SelectMany(static k => k.Keys).Select(static k => k.WrappedBy).Distinct().Count());
    }

    /// <summary>The value as text, or the fault.</summary>
    public async Task<string> Read(TenantId tenant, string name, int? version)
    {
        SecretReading reading = await Host.Reader.OpenAsync(_readers[tenant], SecretName.From(name), version, CancellationToken.None);
        using SecretLease? lease = reading.Lease;
        return lease is null ? reading.Fault.ToString() : Encoding.UTF8.GetString(lease.Read().Span);
    }

    public virtual void Dispose()
    {
        _host?.Dispose();
        Vault.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    protected string Key(string name) => Path.Combine(_folder, name + ".key");

    private SecretWorld Start(Action<TenancyBuilder> build) => new(vault: Vault, build: build, time: _time);

    private static async Task AddAsync(SecretWorld world, TenantId tenant, string name)
    {
        await PutAsync(world, tenant, name, 1);
        await RotateAsync(world, tenant, name, 2);
    }

    private static async Task PutAsync(SecretWorld world, TenantId tenant, string name, int version)
    {
        world.World.Time.Advance(TimeSpan.FromSeconds(1));
        var options = new SecretPutOptions { ExpiresAt = world.World.Time.Now.AddMinutes(30) };
        Assert.Equal(version, (await world.Writer.PutAsync(world.Admin(tenant), SecretName.From(name), Bytes(tenant, name, version), options, CancellationToken.None)).Version);
    }

    private static async Task RotateAsync(SecretWorld world, TenantId tenant, string name, int version)
    {
        world.World.Time.Advance(TimeSpan.FromSeconds(1));
        var options = new SecretRotateOptions { ExpiresAt = world.World.Time.Now.AddMinutes(40) };
        Assert.Equal(version, (await world.Writer.RotateAsync(world.Admin(tenant), SecretName.From(name), Bytes(tenant, name, version), options, CancellationToken.None)).Version);
    }

    private static byte[] Bytes(TenantId tenant, string name, int version) => Encoding.UTF8.GetBytes(ValueOf(tenant, name, version));
}
