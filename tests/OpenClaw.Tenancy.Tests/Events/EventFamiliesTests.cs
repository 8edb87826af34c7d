using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>The table of events.</summary>
public sealed class EventFamiliesTests
{
    [Fact]
    public void Exact_name_counts_before_a_prefix_and_a_longer_prefix_before_a_shorter_one()
    {
        EventFamilies families = new EventFamiliesBuilder().AddPrefix("s.short", "a.").AddPrefix("s.long", "a.b.").Add("s.exact", "a.b.c").AddUnguarded("free").Build();

        Assert.Equal("s.short", families.ScopeOf("a.x"));
        Assert.Equal("s.long", families.ScopeOf("a.b.x"));
        Assert.Equal("s.exact", families.ScopeOf("a.b.c"));
        Assert.Null(families.ScopeOf("free"));
        Assert.True(families.Knows("free"));
        Assert.False(families.Knows("a."));
        Assert.False(families.Knows("A.x"));
        Assert.False(families.Knows("freed"));
    }

    [Fact]
    public void An_event_stands_in_the_table_once()
    {
        var builder = new EventFamiliesBuilder();
        builder.Add("s.one", "chat");
        Assert.Throws<ArgumentException>(() => builder.AddUnguarded("chat"));
        Assert.Throws<ArgumentException>(() => builder.Add("", "x"));
        Assert.Throws<ArgumentException>(() => builder.Add("s.one", " "));
    }

    [Fact]
    public void Different_scopes_are_bounded()
    {
        var builder = new EventFamiliesBuilder();
        for (int i = 0; i < EventFamilies.MaxScopes; i++)
        {
            builder.Add($"s.{i}", $"e{i}");
        }

        Assert.Throws<ArgumentException>(() => builder.Add("s.more", "more"));
        builder.Add("s.1", "another");
    }
}
