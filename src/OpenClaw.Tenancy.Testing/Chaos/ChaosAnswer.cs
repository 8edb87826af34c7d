namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>What a call gave.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Left">The arguments as the call left them, for those that it gives something by.</param>
/// <param name="Value">What it gave back; the items of a stream that was read to its end.</param>
internal sealed record ChaosAnswer(ChaosQuestion Question, object?[] Left, object? Value);
