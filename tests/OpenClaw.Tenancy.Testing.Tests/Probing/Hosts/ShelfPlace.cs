using Microsoft.AspNetCore.Mvc;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>Where something stands on a shelf.</summary>
public sealed class ShelfPlace
{
    public string? Row { get; set; }

    [FromQuery(Name = "the_column")]
    public int Column { get; set; }
}
