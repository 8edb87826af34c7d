namespace Gateway.Tests.Histories;

/// <summary>A session that was made, and what the oracle believes of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tenant">Whose it is.</param>
internal sealed record KnownSession(string Id, string Tenant)
{
    public bool IsDeleted { get; set; }

    /// <summary>How many proposals in it were allowed and carried out.</summary>
    public int CarriedOut { get; set; }
}
