namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>The times that a sealed value is bound to, in UTC ticks.</summary>
/// <param name="SecretCreatedTicks">When the secret was made first.</param>
/// <param name="CreatedTicks">When the version was made.</param>
/// <param name="ExpiresTicks">When the value ends, or null.</param>
/// <param name="RetiresTicks">When the version is closed, or null for the current one.</param>
internal readonly record struct SealedTimes(long SecretCreatedTicks, long CreatedTicks, long? ExpiresTicks, long? RetiresTicks);
