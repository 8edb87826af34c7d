namespace OpenClaw.Tenancy.Jobs;

/// <summary>The parts of a text that has the form of an envelope.</summary>
/// <param name="Key">The id of the key that is said to have signed it.</param>
/// <param name="Unsigned">Everything before the signature.</param>
/// <param name="Content">The content.</param>
/// <param name="Signature">The signature.</param>
internal readonly record struct EnvelopeParts(string Key, string Unsigned, byte[] Content, byte[] Signature);
