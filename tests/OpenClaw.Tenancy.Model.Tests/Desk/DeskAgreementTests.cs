using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Desk;

/// <summary>Approvals, as the desk keeps them and as the model does, over random courses of events.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class DeskAgreementTests
{
    private const int Steps = 9;

    private static readonly int Courses = Seeds.IsLong ? 20_000 : 1_500;

    [Fact]
    public void Approvals_are_answered_redeemed_and_ended_as_in_the_model()
    {
        using var count = Seeds.Compared();
        Random random = Seeds.Random();
        int grants = 0;
        int used = 0;
        for (int i = 0; i < Courses; i += 100)
        {
            using var world = new DeskWorld();
            for (int j = 0; j < 100; j++)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                var course = new DeskCourse(world, random);
                count.Add(Steps);
                for (int step = 0; step < Steps; step++)
                {
                    string? difference = course.Step();
                    Assert.True(difference is null, $"{Seeds.Text}, course {i + j}, step {step}: {difference}");
                }

                grants += course.Grants;
                used += course.Grants > 0 ? 1 : 0;
            }
        }

        count.Held();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Courses:N0} courses of {Steps} steps, {used:N0} of them with {grants:N0} grants.");
        Assert.True(used >= 0.08 * Courses, $"Only {used} of {Courses} courses had a grant.");
    }
}
