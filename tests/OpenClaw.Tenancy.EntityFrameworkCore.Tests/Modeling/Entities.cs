using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;

/// <summary>Small entities from which the tests put models together.</summary>
public static class Entities
{
    public class Run : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public string Id { get; set; } = "";

        public string? Title { get; set; }

        public Detail? Detail { get; set; }

        public List<Step> Steps { get; set; } = [];
    }

    public sealed class LongRun : Run
    {
        public int Hours { get; set; }
    }

    public sealed class Step : ITenantOwned
    {
        public TenantId? Tenant { get; set; }

        public string Id { get; set; } = "";

        public string? RunId { get; set; }

        public Run? Run { get; set; }
    }

    public sealed class Detail
    {
        public string? Text { get; set; }
    }

    public sealed class Country
    {
        public string Id { get; set; } = "";

        public string? Name { get; set; }
    }

    public sealed class Label
    {
        public string Id { get; set; } = "";

        public string? Owner { get; set; }

        public int Number { get; set; }
    }

    public class Thing
    {
        public string Id { get; set; } = "";
    }

    public sealed class OwnedThing : Thing, ITenantOwned
    {
        public TenantId? Tenant { get; set; }
    }

    public sealed class ReadOnlyOwner : ITenantOwned
    {
        public TenantId? Tenant => null;

        public string Id { get; set; } = "";
    }
}
