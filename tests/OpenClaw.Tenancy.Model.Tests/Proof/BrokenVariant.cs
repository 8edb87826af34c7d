namespace OpenClaw.Tenancy.Model.Tests.Proof;

/// <summary>One change that breaks the model, and the theorem that must then fail.</summary>
/// <param name="File">The file.</param>
/// <param name="Old">A text that it holds once.</param>
/// <param name="New">What stands there instead.</param>
/// <param name="Lemma">The theorem.</param>
public sealed record BrokenVariant(string File, string Old, string New, string Lemma)
{
    internal static BrokenVariant Read(string row) => row.Split('\t') is [{ } file, { } old, { } replacement, { } lemma]
        ? new BrokenVariant(file, old, replacement, lemma)
        : throw new InvalidDataException($"Four columns, please: {row}");
}
