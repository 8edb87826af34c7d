namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>One record.</summary>
internal sealed class RecordRow
{
    public required string Tenant { get; init; }

    public required long Sequence { get; init; }

    /// <summary>Its place in the whole ledger.</summary>
    public required long Index { get; init; }

    /// <summary>What was hashed; null once its time was over.</summary>
    public byte[]? Body { get; init; }

    public required byte[] Hash { get; init; }

    public required byte[] Salt { get; init; }
}
