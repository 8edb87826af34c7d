namespace OpenClaw.Tenancy.Jobs;

/// <summary>What a store made of a new job.</summary>
public enum JobAdditionOutcome
{
    /// <summary>Nothing was kept: the store is full.</summary>
    Full = 0,

    /// <summary>Nothing was kept: the tenant has too many.</summary>
    TenantFull,

    /// <summary>Nothing was kept: the key is another job's.</summary>
    KeyTaken,

    /// <summary>The same job was there already, or was done.</summary>
    Known,

    /// <summary>It is kept.</summary>
    Added,
}
