using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.TestKit.Vaults;

/// <summary>A right by a permit, which ends when it was asked for often enough, or at once.</summary>
public sealed class MortalAccess : IDisposable
{
    private readonly Clock _clock = new();
    private readonly TestWorld _world;

    public MortalAccess(TenantId tenant)
    {
        _world = new TestWorld(build: b => b.Services.AddSingleton<TimeProvider>(_clock));
        AccessAction action = _world.Engine.Action("operator.write", "vault.test");
        AccessPermit permit = _world.Engine.Authorize(
            new AccessRequest(_world.Claim(tenant, "operator.write"), action, Resources.ResourceRef.Collection(tenant), _world.Time.Now), out AccessPermit? earned).IsAllowed
                ? earned! : throw new InvalidOperationException("There is no permit.");
        Access = VaultAccess.Of(_world.Engine, permit, action);
    }

    public VaultAccess Access { get; }

    /// <summary>How often it is asked for before it is dead.</summary>
    public int Lives { set => _clock.Lives = value; }

    /// <summary>How often it was asked for.</summary>
    public int Asked => _clock.Asked;

    public void Dispose() => _world.Dispose();

    private sealed class Clock : TimeProvider
    {
        private readonly ManualTime _time = new();
        private int _asked;

        internal int Lives { get; set; } = int.MaxValue;

        internal int Asked => Volatile.Read(ref _asked);

        public override DateTimeOffset GetUtcNow() => Interlocked.Increment(ref _asked) > Lives ? _time.Now.AddHours(1) : _time.Now;
    }
}
