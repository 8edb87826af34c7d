using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;
using OpenClaw.Tenancy.TestKit;
using static OpenClaw.Tenancy.EntityFrameworkCore.Attacks.AttackDb;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Writing;

/// <summary>What is refused for another tenant's rows works for one's own.</summary>
public sealed class OwnRowTests : IClassFixture<SqliteFixture>
{
    private readonly AttackWorld _world;

    public OwnRowTests(SqliteFixture fixture)
    {
        _world = fixture.World;
        _world.Seed();
    }

    [Fact]
    public void An_attached_row_whose_tenant_is_not_in_the_key_is_found_among_ones_own()
    {
        Save(db => db.Update(new Cat { Id = 101, Name = "renamed", Lives = 3 }));
        Save(db => db.Update(new Note { Id = 101, Body = "changed" }));
        Save(db => db.Remove(new Label { Id = 101 }));

        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.Equal("renamed", db.Animals.Single().Name);
        Assert.Equal("changed", db.Notes.Single().Body);
        Assert.Empty(db.Labels);
    }

    [Fact]
    public void An_attached_row_that_says_its_tenant_is_changed_with_its_parts()
    {
        Save(db =>
        {
            Post post = db.Attach(new Post { Id = 101, Tenant = TestWorld.Globex, Address = new() { City = "x" } }).Entity;
            post.Title = "changed";
            post.Address!.City = "moved";
            post.Lines.Add(new Line { Id = 7, Text = "new" });
        });

        using AttackDb db = _world.As(TestWorld.Globex);
        Post found = db.Posts.Single();
        Assert.Equal(("changed", "moved", 2), (found.Title, found.Address!.City, found.Lines.Count));
    }

    [Fact]
    public void A_new_graph_is_ones_own_throughout()
    {
        Save(db =>
        {
            Tag tag = db.Tags.Single(t => t.Id == 102);
            db.Add(new Post { Id = 300, Tags = { tag, new Tag { Id = 301 } }, Comments = { new Comment { Id = 302 } }, Lines = { new Line { Id = 303 } } });
            db.Add(new PageLink { Id = 304, Slug = "s-globex" });
            db.Add(new Comment { Id = 305, PostId = 101 });
        });

        using AttackDb db = _world.As(TestWorld.Globex);
        Post found = db.Posts.Include(p => p.Tags).Include(p => p.Comments).Single(p => p.Id == 300);
        Assert.Equal((2, 1, 1), (found.Tags.Count, found.Comments.Count, found.Lines.Count));
        Assert.All(found.Tags, t => Assert.Equal(TestWorld.Globex, t.Tenant));
        Assert.Equal(2, db.PageLinks.Count());
    }

    [Fact]
    public void A_deletion_takes_its_dependents_and_links_along()
    {
        Save(db => db.Remove(db.Posts.Include(p => p.Comments).Include(p => p.Tags).Single()));

        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.Equal((0, 0, 2), (db.Posts.Count(), db.Comments.Count(), db.Tags.Count()));
        using AttackDb acme = _world.As(TestWorld.Acme);
        Assert.Equal((1, 1, 2), (acme.Posts.Count(), acme.Comments.Count(), acme.Tags.Count()));
    }

    [Fact]
    public void A_bulk_write_counts_ones_own_rows()
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        Assert.Equal(2, db.Tags.ExecuteUpdate(s => s.SetProperty(t => t.Name, "all")));
        Assert.Equal(1, db.Animals.OfType<Cat>().ExecuteUpdate(s => s.SetProperty(c => c.Lives, 1)));
        Assert.Equal(1, db.Tags.Where(t => t.Id == 102).ExecuteDelete());
    }

    private void Save(Action<AttackDb> act)
    {
        using AttackDb db = _world.As(TestWorld.Globex);
        act(db);
        db.SaveChanges();
    }
}
