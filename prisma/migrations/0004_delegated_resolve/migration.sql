-- The objections of somebody who left can be given to a reviewer: a delegation of the act `resolve`.
ALTER TABLE "delegations" DROP CONSTRAINT "delegations_act_known";
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_act_known" CHECK ("act" IN ('approve', 'sign', 'resolve'));
