namespace OpenClaw.Tenancy.Hosting.Tests.Limits;

/// <summary>A clock that throws when a test says so.</summary>
public sealed class FailingTime : TimeProvider
{
    public bool Fails { get; set; }

    public override DateTimeOffset GetUtcNow() => Fails ? throw new InvalidOperationException("The clock is gone.") : base.GetUtcNow();
}
