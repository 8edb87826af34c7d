namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>The place of the last change; one row, the platform's.</summary>
internal sealed class JournalHead
{
    public required string Tenant { get; init; }

    public required long Sequence { get; init; }
}
