namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>What the prover made of what it was asked.</summary>
/// <param name="Verified">How many parts it proved.</param>
/// <param name="Errors">How many it refused.</param>
/// <param name="Open">How many it neither proved nor refused: it ran out of time or resources.</param>
/// <param name="Lines">Where it refused something, by file and line.</param>
/// <param name="Text">All that it said.</param>
internal sealed record Proof(int Verified, int Errors, int Open, (string File, int Line)[] Lines, string Text)
{
    internal bool IsWhole => Errors == 0 && Open == 0;
}
